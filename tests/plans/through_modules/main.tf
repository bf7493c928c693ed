# Every bad example again, as a module: once under for_each with a key that holds dots, quotes and brackets, once
# under count. Each module folder leads to the example itself, so that the same sources make both plans.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

module "keyed_001" {
  source   = "./modules/CKV_ECRPL_001"
  for_each = toset(["a.b[\"c\"]"])
}

module "counted_001" {
  source = "./modules/CKV_ECRPL_001"
  count  = 1
}

module "keyed_101" {
  source   = "./modules/CKV_ECRPL_101"
  for_each = toset(["a.b[\"c\"]"])
}

module "counted_101" {
  source = "./modules/CKV_ECRPL_101"
  count  = 1
}

module "keyed_102" {
  source   = "./modules/CKV_ECRPL_102"
  for_each = toset(["a.b[\"c\"]"])
}

module "counted_102" {
  source = "./modules/CKV_ECRPL_102"
  count  = 1
}

module "keyed_103" {
  source   = "./modules/CKV_ECRPL_103"
  for_each = toset(["a.b[\"c\"]"])
}

module "counted_103" {
  source = "./modules/CKV_ECRPL_103"
  count  = 1
}

module "keyed_201" {
  source   = "./modules/CKV_ECRPL_201"
  for_each = toset(["a.b[\"c\"]"])
}

module "counted_201" {
  source = "./modules/CKV_ECRPL_201"
  count  = 1
}

module "keyed_202" {
  source   = "./modules/CKV_ECRPL_202"
  for_each = toset(["a.b[\"c\"]"])
}

module "counted_202" {
  source = "./modules/CKV_ECRPL_202"
  count  = 1
}

module "keyed_301" {
  source   = "./modules/CKV_ECRPL_301"
  for_each = toset(["a.b[\"c\"]"])
}

module "counted_301" {
  source = "./modules/CKV_ECRPL_301"
  count  = 1
}

module "keyed_401" {
  source   = "./modules/CKV_ECRPL_401"
  for_each = toset(["a.b[\"c\"]"])
}

module "counted_401" {
  source = "./modules/CKV_ECRPL_401"
  count  = 1
}

module "keyed_402" {
  source   = "./modules/CKV_ECRPL_402"
  for_each = toset(["a.b[\"c\"]"])
}

module "counted_402" {
  source = "./modules/CKV_ECRPL_402"
  count  = 1
}

module "keyed_403" {
  source   = "./modules/CKV_ECRPL_403"
  for_each = toset(["a.b[\"c\"]"])
}

module "counted_403" {
  source = "./modules/CKV_ECRPL_403"
  count  = 1
}

module "keyed_405" {
  source   = "./modules/CKV_ECRPL_405"
  for_each = toset(["a.b[\"c\"]"])
}

module "counted_405" {
  source = "./modules/CKV_ECRPL_405"
  count  = 1
}

module "keyed_501" {
  source   = "./modules/CKV_ECRPL_501"
  for_each = toset(["a.b[\"c\"]"])
}

module "counted_501" {
  source = "./modules/CKV_ECRPL_501"
  count  = 1
}

module "keyed_502" {
  source   = "./modules/CKV_ECRPL_502"
  for_each = toset(["a.b[\"c\"]"])
}

module "counted_502" {
  source = "./modules/CKV_ECRPL_502"
  count  = 1
}
