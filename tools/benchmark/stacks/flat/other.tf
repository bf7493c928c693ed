resource "aws_s3_bucket" "s0000" {
  bucket = "s0000-objects"
  tags   = { Stack = "s0000" }
}

resource "aws_s3_bucket_versioning" "s0000" {
  bucket = aws_s3_bucket.s0000.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "s0000" {
  bucket                  = aws_s3_bucket.s0000.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "s0000" {
  bucket = aws_s3_bucket.s0000.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.s0000.arn
    }
  }
}

resource "aws_kms_key" "s0000" {
  description             = "Key of s0000"
  enable_key_rotation     = true
  deletion_window_in_days = 7
}

resource "aws_kms_alias" "s0000" {
  name          = "alias/s0000"
  target_key_id = aws_kms_key.s0000.key_id
}

resource "aws_sqs_queue" "s0000" {
  name                              = "s0000"
  message_retention_seconds         = 86400
  kms_master_key_id                 = aws_kms_key.s0000.id
  kms_data_key_reuse_period_seconds = 300
}

resource "aws_sns_topic" "s0000" {
  name              = "s0000"
  kms_master_key_id = aws_kms_key.s0000.id
}

resource "aws_sns_topic_subscription" "s0000" {
  topic_arn = aws_sns_topic.s0000.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.s0000.arn
}

resource "aws_dynamodb_table" "s0000" {
  name         = "s0000"
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

resource "aws_lambda_function" "s0000" {
  function_name = "s0000"
  role          = aws_iam_role.s0000_lambda.arn
  runtime       = "python3.13"
  handler       = "main.handler"
  s3_bucket     = aws_s3_bucket.s0000.bucket
  s3_key        = "function.zip"
  timeout       = 30
  environment {
    variables = { TABLE = aws_dynamodb_table.s0000.name, QUEUE = aws_sqs_queue.s0000.url }
  }
}

resource "aws_cloudwatch_metric_alarm" "s0000" {
  alarm_name          = "s0000-errors"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1
  period              = 300
  evaluation_periods  = 1
  alarm_actions       = [aws_sns_topic.s0000.arn]
  dimensions          = { FunctionName = aws_lambda_function.s0000.function_name }
}

resource "aws_ssm_parameter" "s0000" {
  name   = "/s0000/endpoint"
  type   = "SecureString"
  key_id = aws_kms_key.s0000.key_id
  value  = "https://s0000.example.com"
}
