resource "aws_s3_bucket" "this" {
  bucket = "${var.name}-objects"
  tags   = { Stack = var.name }
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.this.arn
    }
  }
}

resource "aws_kms_key" "this" {
  description             = "Key of ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 7
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}

resource "aws_sqs_queue" "this" {
  name                              = var.name
  message_retention_seconds         = 86400
  kms_master_key_id                 = aws_kms_key.this.id
  kms_data_key_reuse_period_seconds = 300
}

resource "aws_sns_topic" "this" {
  name              = var.name
  kms_master_key_id = aws_kms_key.this.id
}

resource "aws_sns_topic_subscription" "this" {
  topic_arn = aws_sns_topic.this.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.this.arn
}

resource "aws_dynamodb_table" "this" {
  name         = var.name
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "Id"
  range_key    = "Time"
  attribute {
    name = "Id"
    type = "S"
  }
  attribute {
    name = "Time"
    type = "N"
  }
  point_in_time_recovery {
    enabled = true
  }
}

resource "aws_lambda_function" "this" {
  function_name = var.name
  role          = aws_iam_role.lambda.arn
  runtime       = "python3.13"
  handler       = "main.handler"
  s3_bucket     = aws_s3_bucket.this.bucket
  s3_key        = "function.zip"
  timeout       = 30
  environment {
    variables = { TABLE = aws_dynamodb_table.this.name, QUEUE = aws_sqs_queue.this.url }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  alarm_name          = "${var.name}-errors"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1
  period              = 300
  evaluation_periods  = 1
  alarm_actions       = [aws_sns_topic.this.arn]
  dimensions          = { FunctionName = aws_lambda_function.this.function_name }
}

resource "aws_ssm_parameter" "this" {
  name   = "/${var.name}/endpoint"
  type   = "SecureString"
  key_id = aws_kms_key.this.key_id
  value  = "https://${var.name}.example.com"
}
