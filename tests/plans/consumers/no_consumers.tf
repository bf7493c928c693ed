# The service fetches the image, not the function's network interface.
resource "aws_lambda_function" "image" {
  function_name = "image"
  role          = "arn:aws:iam::123456789012:role/function"
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/function:1"

  vpc_config {
    subnet_ids         = [module.network["lambda"].subnet_a_id]
    security_group_ids = [module.network["lambda"].security_group_id]
  }
}

# Nothing tells that it runs containers.
resource "aws_instance" "bastion" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.nano"
  subnet_id              = module.network["bastion"].subnet_a_id
  vpc_security_group_ids = [module.network["bastion"].security_group_id]
}

# Not in a capacity provider.
resource "aws_autoscaling_group" "plain" {
  name                = "plain"
  min_size            = 1
  max_size            = 1
  vpc_zone_identifier = [module.network["plain_asg"].subnet_a_id]

  launch_template {
    id = aws_launch_template.this.id
  }
}

# Starts nothing by itself.
resource "aws_launch_template" "alone" {
  name          = "alone"
  image_id      = "ami-0123456789abcdef0"
  instance_type = "t3.small"
  user_data     = base64encode("ECS_CLUSTER=app")

  network_interfaces {
    subnet_id       = module.network["launch_template"].subnet_a_id
    security_groups = [module.network["launch_template"].security_group_id]
  }
}

# The service fetches the build image.
resource "aws_codebuild_project" "this" {
  name         = "build"
  service_role = "arn:aws:iam::123456789012:role/build"

  artifacts {
    type = "NO_ARTIFACTS"
  }

  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/build:1"
    type         = "LINUX_CONTAINER"
  }

  source {
    type      = "NO_SOURCE"
    buildspec = "version: 0.2"
  }

  vpc_config {
    vpc_id             = module.network["codebuild"].vpc_id
    subnets            = [module.network["codebuild"].subnet_a_id]
    security_group_ids = [module.network["codebuild"].security_group_id]
  }
}
