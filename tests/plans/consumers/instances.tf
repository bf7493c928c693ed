resource "aws_launch_template" "this" {
  name          = "nodes"
  image_id      = "ami-0123456789abcdef0"
  instance_type = "t3.small"
}

# In an ECS capacity provider.
resource "aws_autoscaling_group" "ecs" {
  name                = "ecs"
  min_size            = 1
  max_size            = 1
  vpc_zone_identifier = [module.network["asg"].subnet_a_id, module.network["asg"].subnet_b_id]

  launch_template {
    id = aws_launch_template.this.id
  }
}

resource "aws_ecs_capacity_provider" "this" {
  name = "ec2"

  auto_scaling_group_provider {
    auto_scaling_group_arn = aws_autoscaling_group.ecs.arn
  }
}

# Joins an ECS cluster by its user data.
resource "aws_instance" "ecs" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.small"
  subnet_id              = module.network["instance"].subnet_a_id
  vpc_security_group_ids = [module.network["instance"].security_group_id]
  user_data              = <<-EOT
    #!/bin/sh
    echo "ECS_CLUSTER=app" >> /etc/ecs/ecs.config
  EOT
}
