# One VPC without endpoints for each kind of consumer, and for each kind of thing that is none: only the first are judged.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

module "network" {
  for_each = toset([
    "asg", "batch", "ecs_service", "eks_cluster", "eks_fargate", "eks_node_group",
    "eventbridge", "instance", "pipes", "scheduler", "task_set",
    "bastion", "codebuild", "lambda", "launch_template", "plain_asg",
  ])
  source = "./modules/network"
}
