# Subnets without an association use the VPC's main table: by itself, adopted, and replaced by another.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

# Right: the main table as the VPC was made.
module "plain" {
  source = "./modules/stack"
  name   = "plain"
}

resource "aws_vpc_endpoint" "plain" {
  vpc_id          = module.plain.vpc_id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [module.plain.main_route_table_id]
}

# Right: the main table adopted as a resource.
module "adopted" {
  source = "./modules/stack"
  name   = "adopted"
}

resource "aws_default_route_table" "adopted" {
  default_route_table_id = module.adopted.default_route_table_id
}

resource "aws_vpc_endpoint" "adopted" {
  vpc_id          = module.adopted.vpc_id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_default_route_table.adopted.id]
}

# Right: another table made the main one, and the gateway on it.
module "replaced" {
  source = "./modules/stack"
  name   = "replaced"
}

resource "aws_route_table" "replaced" {
  vpc_id = module.replaced.vpc_id
}

resource "aws_main_route_table_association" "replaced" {
  vpc_id         = module.replaced.vpc_id
  route_table_id = aws_route_table.replaced.id
}

resource "aws_vpc_endpoint" "replaced" {
  vpc_id          = module.replaced.vpc_id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.replaced.id]
}

# Wrong: another table made the main one, and the gateway still on the first.
module "stale" {
  source = "./modules/stack"
  name   = "stale"
}

resource "aws_route_table" "stale" {
  vpc_id = module.stale.vpc_id
}

resource "aws_main_route_table_association" "stale" {
  vpc_id         = module.stale.vpc_id
  route_table_id = aws_route_table.stale.id
}

resource "aws_vpc_endpoint" "stale" {
  vpc_id          = module.stale.vpc_id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [module.stale.default_route_table_id]
}

# Wrong: the gateway on a table that no subnet uses.
module "aside" {
  source = "./modules/stack"
  name   = "aside"
}

resource "aws_route_table" "aside" {
  vpc_id = module.aside.vpc_id
}

resource "aws_vpc_endpoint" "aside" {
  vpc_id          = module.aside.vpc_id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.aside.id]
}
