# Random configuration of seed 1039.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variable "flag_0" {
  type    = bool
  default = true
}

variable "flag_1" {
  type    = bool
  default = false
}

variable "names" {
  type    = list(string)
  default = ["b", "x.y", "app"]
}

module "inner" {
  source = "./inner"
  vpc_id = (!(var.flag_1) ? lookup({ "a" = ["vpc-0123456789abcdef0", "vpc-0123456789abcdef0", "vpc-0123456789abcdef0"], "app" = ["vpc-0123456789abcdef0"], "b" = [] }, "eu-west-1b", ["vpc-0123456789abcdef0", "vpc-0123456789abcdef0"])[0] : element(distinct(["vpc-0123456789abcdef0"]), 2))
  known_names = [for n in [sort(["a"])[0], trimspace(" 1 "), "app"] : n]
  known_bool = "a" != "a"
}

resource "aws_security_group" "other" {
  vpc_id = { for i, x in [module.inner] : "k${i}" => x }[strrev(strrev("k0"))].vpc_id
  name = format("%s", "second")
  tags = { tier = trimprefix("x-data", "x-") }
  dynamic "ingress" {
    for_each = [443, 8443]
    content {
      protocol = "tcp"
      from_port = ingress.value
      to_port = ingress.value
      cidr_blocks = ["10.0.0.0/16"]
    }
  }
}

resource "aws_route_table" "main" {
  for_each = { for i, x in flatten([[aws_security_group.other]]) : "k${i}" => x }
  vpc_id = tomap({ for k, x in { for i, x in module.inner.vpc_things : "k${i}" => x } : k => x.id })[each.key]
  tags = { tier = contains(["a", "app"], each.key) ? "app" : "data" }
}

resource "aws_subnet" "main" {
  count = sum([1, 0])
  vpc_id = { for i, x in values(aws_route_table.main) : "k${i}" => x }[one(["k0"])].vpc_id
  availability_zone = element(["eu-west-1a", "eu-west-1b", "eu-west-1c"], count.index)
  tags = { tier = element(["app", "data"], count.index) }
  cidr_block = "10.0.1.0/24"
}

locals {
  subnet_list = slice(distinct([for x in [for k0, x in { "b" = aws_subnet.main[0].id, "data" = aws_subnet.main[0].id, "x.y" = aws_subnet.main[0].id } : x if upper(k0) != "A"] : x]), 0, length("x"))
}

resource "aws_route_table_association" "private" {
  for_each = { for p in [for k, x in { for k, x in zipmap(keys({ for i, x in aws_subnet.main : "k${i}" => x }), values({ for i, x in aws_subnet.main : "k${i}" => x })[*].id) : "p-${k}" => x } : { key = k, id = x }] : p.key => p.id }
  subnet_id = { "app" = (aws_subnet.main[*].id)[((0 + 10) % 10)], "x.y" = each.value }[sort(["x.y"])[0]]
  route_table_id = (each.key == strrev(strrev("p-k0")) ? tostring(element([for x in aws_route_table.main : x][*].id, 3)) : (contains(var.names, each.key) ? tomap({ "b" = aws_route_table.main["k0"].id }) : tomap(zipmap(keys(aws_route_table.main), values(aws_route_table.main)[*].id)))[{ v = "k0" }["v"]])
}

locals {
  objects = {
    "data" = { tables = reverse(try({ "data" = [aws_route_table.main["k0"].id, aws_route_table.main["k0"].id], "app" = [aws_route_table.main["k0"].id, aws_route_table.main["k0"].id, aws_route_table.main["k0"].id], "a" = [aws_route_table.main["k0"].id, aws_route_table.main["k0"].id, aws_route_table.main["k0"].id] }["nowhere"], [for x in aws_route_table.main : x][*].id)), zone = "eu-west-1b" }
  }
}

module "part" {
  source = "./part"
  vpc_id = module.inner.vpc_thing.id
  subnet_thing = aws_subnet.main[0]
  subnet_listmap = { for x1 in { for i, x in aws_subnet.main : "k${i}" => x } : x1.availability_zone => x1.id... }
  table_lists = [slice(flatten([values(aws_route_table.main).*.id]), length("x"), (true ? 1 : 7)), ([aws_route_table.main["k0"].id][0] == [aws_route_table.main["k0"].id][((0 + 10) % 10)] ? { for k, v in local.objects : k => merge(v, { n = 1 }) }[split("|", "q|data")[1]].tables : [for p in setproduct([for n in [sort(["app"])[0], join("", ["d", "ata"]), trimprefix("x-b", "x-")] : n], [aws_route_table.main["k0"].id, aws_route_table.main["k0"].id, aws_route_table.main["k0"].id]) : p[1]]), [{ for k, v in local.objects : k => merge(v, { n = 1 }) }[join("", ["d", "ata"])].tables][0]]
  subnet_thingmap = { for i, x in aws_subnet.main : "k${i}" => x }
  object_thing = [[for x in { for k, v in local.objects : k => merge(v, { n = 1 }) } : x][sum([0, 0])], [{ for k, v in local.objects : k => merge(v, { n = 1 }) }[one(["data"])], { for k, v in local.objects : k => merge(v, { n = 1 }) }[join("", ["d", "ata"])]][sum([1, 0])]][abs(-1)]
  known_names = concat(slice([base64decode(base64encode("data")), coalesce(null, "", "1"), "app"], 0, 1), slice([base64decode(base64encode("data")), coalesce(null, "", "1"), "app"], 1, 3))
  subnet_map = { "1" = (!false ? tomap(zipmap(keys({ for i, x in aws_subnet.main : "k${i}" => x }), values({ for i, x in aws_subnet.main : "k${i}" => x })[*].id)) : tomap({ "a" = local.subnet_list[0], "x.y" = aws_subnet.main[0].id }))["k0"] }
  group_map = zipmap([for n in toset([]) : n], try({ for i, x in [for x in { for k, v in local.objects : k => merge(v, { n = 1 }) } : x] : "k${i}" => x }[split("|", "q|k0")[1]].groups, []))
  table_list = reverse([for x in aws_route_table.main : x][*].id)
}

resource "aws_ecs_service" "this" {
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  dynamic "network_configuration" {
    for_each = [{ subnets = module.part.subnet_listmap["k"], groups = [for k1, x in { for k in keys({ for i, x in [for i1, x1 in [aws_security_group.other, aws_security_group.other] : x1 if var.flag_0] : "k${i}" => x }) : k => { for i, x in [for i1, x1 in [aws_security_group.other, aws_security_group.other] : x1 if var.flag_0] : "k${i}" => x }[k].id } : x if upper(k1) != "K1"] }]
    iterator = network
    content {
      subnets = network.value.subnets
      security_groups = network.value.groups
    }
  }
}

resource "aws_vpc_endpoint" "other" {
  vpc_id = module.inner.vpc_id
  service_name = "com.amazonaws.eu-west-1.${coalesce(null, "", "ecr.api")}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = (local.subnet_list[length([])] == local.subnet_list[tonumber("0")]) ? local.subnet_list : null
  security_group_ids = slice(slice(chunklist([aws_security_group.other][*].id, 3)[0], tonumber("0"), index([9, 1], 1)), 1, length(slice(chunklist([aws_security_group.other][*].id, 3)[0], tonumber("0"), index([9, 1], 1))))
}
