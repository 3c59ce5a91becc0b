# What keeps the lakehouse's tables fast, and the questions of each day.
locals {
  optimizers = var.optimize_tables ? {
    for pair in setproduct(["pin", "geo", "user", "post"], ["compaction", "retention", "orphan_file_deletion"]) :
    "${pair[0]} ${pair[1]}" => { table = pair[0], type = pair[1] }
  } : {}
  table_policies = var.bucket_key == "" ? [] : jsondecode(local.policies["bucket-key"]).Statement
  daily_machine  = "${var.name}-daily"
}

resource "aws_iam_role" "optimizer" {
  count       = var.optimize_tables ? 1 : 0
  name        = "${var.name}-optimizer"
  description = "What Glue may do to keep the tables fast"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "glue.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
  lifecycle {
    precondition {
      condition     = var.sink == "lakehouse"
      error_message = "optimize_tables needs the tables that the sink lakehouse writes."
    }
    precondition {
      condition     = local.region != "us-west-1"
      error_message = "Glue's optimizers are not in this region. daily_questions maintains the tables too."
    }
  }
}

resource "aws_iam_role_policy" "optimizer" {
  count = var.optimize_tables ? 1 : 0
  name  = "optimizer"
  role  = aws_iam_role.optimizer[0].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(jsondecode(local.policies["optimizer"]).Statement, local.table_policies)
  })
}

resource "aws_glue_catalog_table_optimizer" "optimizer" {
  for_each      = local.optimizers
  catalog_id    = local.account
  database_name = var.lake_database
  table_name    = each.value.table
  type          = each.value.type
  configuration {
    enabled  = true
    role_arn = aws_iam_role.optimizer[0].arn
    dynamic "retention_configuration" {
      for_each = each.value.type == "retention" ? [1] : []
      content {
        iceberg_configuration {
          snapshot_retention_period_in_days = 5
          number_of_snapshots_to_retain     = 1
          clean_expired_files               = true
        }
      }
    }
    dynamic "orphan_file_deletion_configuration" {
      for_each = each.value.type == "orphan_file_deletion" ? [1] : []
      content {
        iceberg_configuration {
          orphan_file_retention_period_in_days = 3
        }
      }
    }
  }
  depends_on = [aws_iam_role_policy.optimizer]
}

resource "aws_iam_role" "daily" {
  count       = var.daily_questions ? 1 : 0
  name        = local.daily_machine
  description = "What the daily state machine may do"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "states.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
  lifecycle {
    precondition {
      condition     = var.sink == "lakehouse"
      error_message = "daily_questions needs the tables that the sink lakehouse writes."
    }
  }
}

resource "aws_iam_role_policy" "daily" {
  count = var.daily_questions ? 1 : 0
  name  = "daily"
  role  = aws_iam_role.daily[0].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(jsondecode(local.policies["daily"]).Statement, local.table_policies)
  })
}

resource "aws_sfn_state_machine" "daily" {
  count      = var.daily_questions ? 1 : 0
  name       = local.daily_machine
  role_arn   = aws_iam_role.daily[0].arn
  definition = local.files["daily.asl.json"]
  depends_on = [aws_iam_role_policy.daily]
}

resource "aws_iam_role" "daily_schedule" {
  count       = var.daily_questions ? 1 : 0
  name        = "${var.name}-daily-schedule"
  description = "That the schedule may start the daily state machine"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy" "daily_schedule" {
  count = var.daily_questions ? 1 : 0
  name  = "start"
  role  = aws_iam_role.daily_schedule[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["states:StartExecution"]
      Resource = "arn:${local.partition}:states:${local.region}:${local.account}:stateMachine:${local.daily_machine}"
    }]
  })
}

# A quarter of an hour for the day's last records to be committed by the sink.
resource "aws_scheduler_schedule" "daily" {
  count                        = var.daily_questions ? 1 : 0
  name                         = local.daily_machine
  description                  = "Asks the questions of the day before"
  schedule_expression          = "cron(15 0 * * ? *)"
  schedule_expression_timezone = "UTC"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = aws_sfn_state_machine.daily[0].arn
    role_arn = aws_iam_role.daily_schedule[0].arn
    # Not jsonencode, which writes the brackets in another way than EventBridge looks for.
    input = "{\"time\":\"<aws.scheduler.scheduled-time>\"}"
    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 3
    }
  }
  depends_on = [aws_iam_role_policy.daily_schedule]
}
