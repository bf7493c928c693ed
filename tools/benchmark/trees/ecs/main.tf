module "cluster" {
  source = "./cluster"

  create             = var.create
  name               = var.cluster_name
  configuration      = var.cluster_configuration
  capacity_providers = var.capacity_providers
  own_log_group      = var.own_cluster_log_group
  tags               = merge(var.tags, var.cluster_tags)
}

module "service" {
  source   = "./service"
  for_each = { for name, service in var.services : name => service if var.create && try(service.create, true) }

  region      = var.region
  cluster_arn = module.cluster.arn
  name        = try(each.value.name, each.key)
  vpc_id      = var.vpc_id
  containers  = each.value.containers
  tags        = merge(var.tags, try(each.value.tags, {}))

  # PASSED ON
}
