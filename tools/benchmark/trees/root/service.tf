locals {
  service_NUMBER = {
    desired_count = 2
    subnet_ids    = module.vpc.private_subnets
    group_ids     = [module.web_group.group_id]

    containers = {
      app = {
        image         = "${aws_ecr_repository.app["web"].repository_url}:${var.image_tag}"
        environment   = { STAGE = "production", SERVICE = "NUMBER" }
        port_mappings = [{ containerPort = 8080 }]
      }
    }

    group_rules = {
      to_endpoints = {
        type        = "egress"
        protocol    = "tcp"
        from_port   = 443
        to_port     = 443
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
  }
}
