vpc = {
  cidr = "10.0.0.0/16"
  subnets = {
    one   = { cidr = "10.0.1.0/24", zone = "eu-west-1a" }
    two   = { cidr = "10.0.2.0/24", zone = "eu-west-1b" }
    three = { cidr = "10.0.3.0/24", zone = "eu-west-1b" }
  }
}

endpoint_subnets = {}
s3               = false
