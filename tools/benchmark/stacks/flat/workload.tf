resource "aws_ecr_repository" "s0000" {
  name                 = "s0000"
  image_tag_mutability = "IMMUTABLE"
  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.s0000.arn
  }
  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "s0000" {
  repository = aws_ecr_repository.s0000.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Keep thirty images"
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 30 }
      action       = { type = "expire" }
    }]
  })
}

resource "aws_ecs_cluster" "s0000" {
  name = "s0000"
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_task_definition" "s0000" {
  family                   = "s0000"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  execution_role_arn       = aws_iam_role.s0000_execution.arn
  task_role_arn            = aws_iam_role.s0000_task.arn
  container_definitions = jsonencode([{
    name         = "app"
    image        = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/s0000:1.0.0"
    essential    = true
    portMappings = [{ containerPort = 8080, protocol = "tcp" }]
    environment  = [{ name = "STACK", value = "s0000" }, { name = "LEVEL", value = "info" }]
    logConfiguration = {
      logDriver = "awslogs"
      options   = { awslogs-group = "/ecs/s0000", awslogs-region = "eu-west-1", awslogs-stream-prefix = "app" }
    }
  }])
}

resource "aws_ecs_service" "s0000" {
  name            = "s0000"
  cluster         = aws_ecs_cluster.s0000.id
  task_definition = aws_ecs_task_definition.s0000.arn
  desired_count   = 2
  launch_type     = "FARGATE"
  network_configuration {
    subnets         = aws_subnet.s0000_app[*].id
    security_groups = [aws_security_group.s0000_tasks.id]
  }
}

resource "aws_cloudwatch_log_group" "s0000" {
  name              = "/ecs/s0000"
  retention_in_days = 30
}

data "aws_iam_policy_document" "s0000_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "s0000_execution" {
  name               = "s0000-execution"
  assume_role_policy = data.aws_iam_policy_document.s0000_trust.json
}

resource "aws_iam_role" "s0000_task" {
  name               = "s0000-task"
  assume_role_policy = data.aws_iam_policy_document.s0000_trust.json
}

resource "aws_iam_role" "s0000_lambda" {
  name               = "s0000-lambda"
  assume_role_policy = data.aws_iam_policy_document.s0000_trust.json
}

resource "aws_iam_role_policy_attachment" "s0000_execution" {
  role       = aws_iam_role.s0000_execution.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_iam_policy" "s0000_task" {
  name = "s0000-task"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "${aws_s3_bucket.s0000.arn}/*" },
      { Effect = "Allow", Action = ["dynamodb:*"], Resource = aws_dynamodb_table.s0000.arn },
      { Effect = "Allow", Action = ["sqs:SendMessage"], Resource = aws_sqs_queue.s0000.arn },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "s0000_task" {
  role       = aws_iam_role.s0000_task.name
  policy_arn = aws_iam_policy.s0000_task.arn
}

resource "aws_iam_role_policy_attachment" "s0000_lambda" {
  role       = aws_iam_role.s0000_lambda.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}
