locals {
  all       = merge(local.interface_by_default, local.special)
  interface = { for name, e in local.all : name => e if !contains(keys(local.gateway), name) }
  gateway   = { s3 = local.tables_of["app"] }
  special   = { logs = { subnets = local.second, groups = local.default_groups }, s3 = null }
}

locals {
  interface_by_default = { for name in local.names : name => local.default_endpoint }
  default_endpoint     = { subnets = local.first, groups = local.default_groups }
}
