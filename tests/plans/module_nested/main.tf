# Endpoints three modules deep; dots, quotes and brackets in the keys of modules and resources.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

module "stack" {
  for_each = {
    "eu.west"     = "10.1.0.0/16"
    "a[\"b\"].c]" = "10.2.0.0/16"
  }
  source = "./modules/stack"
  cidr   = each.value
}
