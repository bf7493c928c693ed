resource "aws_ecs_cluster" "this" {
  name = "app"
}

resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions = jsonencode([{
    name             = "app"
    image            = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1"
    logConfiguration = { logDriver = "awslogs", options = {} }
  }])
}

resource "aws_ecs_service" "this" {
  name            = "app"
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.app.arn
  launch_type     = "FARGATE"

  network_configuration {
    subnets         = [module.network["ecs_service"].subnet_a_id]
    security_groups = [module.network["ecs_service"].security_group_id]
  }
}

resource "aws_ecs_task_set" "this" {
  service         = "blue-green"
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.app.arn
  launch_type     = "FARGATE"

  network_configuration {
    subnets         = [module.network["task_set"].subnet_a_id]
    security_groups = [module.network["task_set"].security_group_id]
  }
}

resource "aws_cloudwatch_event_rule" "daily" {
  name                = "daily"
  schedule_expression = "rate(1 day)"
}

resource "aws_cloudwatch_event_target" "this" {
  rule     = aws_cloudwatch_event_rule.daily.name
  arn      = aws_ecs_cluster.this.arn
  role_arn = "arn:aws:iam::123456789012:role/run-task"

  ecs_target {
    task_definition_arn = aws_ecs_task_definition.app.arn
    launch_type         = "FARGATE"

    network_configuration {
      subnets         = [module.network["eventbridge"].subnet_a_id, module.network["eventbridge"].subnet_b_id]
      security_groups = [module.network["eventbridge"].security_group_id]
    }
  }
}

resource "aws_scheduler_schedule" "this" {
  name                = "daily"
  schedule_expression = "rate(1 day)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_ecs_cluster.this.arn
    role_arn = "arn:aws:iam::123456789012:role/run-task"

    ecs_parameters {
      task_definition_arn = aws_ecs_task_definition.app.arn
      launch_type         = "FARGATE"

      network_configuration {
        subnets         = [module.network["scheduler"].subnet_a_id]
        security_groups = [module.network["scheduler"].security_group_id]
      }
    }
  }
}

resource "aws_pipes_pipe" "this" {
  name     = "jobs"
  role_arn = "arn:aws:iam::123456789012:role/run-task"
  source   = "arn:aws:sqs:eu-west-1:123456789012:jobs"
  target   = aws_ecs_cluster.this.arn

  target_parameters {
    ecs_task_parameters {
      task_definition_arn = aws_ecs_task_definition.app.arn
      launch_type         = "FARGATE"

      network_configuration {
        aws_vpc_configuration {
          subnets         = [module.network["pipes"].subnet_a_id]
          security_groups = [module.network["pipes"].security_group_id]
        }
      }
    }
  }
}
