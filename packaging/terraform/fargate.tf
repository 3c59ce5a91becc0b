# The rights of the two services on Fargate, each of which has a file of its own.
locals {
  services = {
    streams = { title = "Streams app", repository = var.streams_repository }
    rest    = { title = "REST proxy", repository = var.rest_repository }
  }
  on_fargate = { for name, service in local.services : name => service if service.repository != "" }
  ecs_trust = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnLike      = { "aws:SourceArn" = "arn:${local.partition}:ecs:${local.region}:${local.account}:*" }
      }
    }]
  })
}

# For whatever runs the service: the task role below, or an instance profile of yours.
resource "aws_iam_policy" "service" {
  for_each    = local.services
  name        = "${var.name}-${each.key}"
  description = "What the Pinstream ${each.value.title} may do"
  policy      = local.policies[each.key]
}

resource "aws_iam_role" "service" {
  for_each           = local.on_fargate
  name               = "${var.name}-${each.key}"
  description        = "What the ${each.value.title} may do on Fargate"
  assume_role_policy = local.ecs_trust
}

resource "aws_iam_role_policy_attachment" "service" {
  for_each   = local.on_fargate
  role       = aws_iam_role.service[each.key].name
  policy_arn = aws_iam_policy.service[each.key].arn
}

resource "aws_iam_role" "start" {
  for_each           = local.on_fargate
  name               = "${var.name}-${each.key}-start"
  description        = "What Fargate may do to start the ${each.value.title}"
  assume_role_policy = local.ecs_trust
}

resource "aws_iam_role_policy" "start" {
  for_each = local.on_fargate
  name     = "start"
  role     = aws_iam_role.start[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # AWS has no narrower resource for it.
      { Effect = "Allow", Action = ["ecr:GetAuthorizationToken"], Resource = "*" },
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = "arn:${local.partition}:ecr:${local.region}:${local.account}:repository/${each.value.repository}"
      },
      # Of the log group, as the CloudFormation template's attribute Arn has it.
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${local.partition}:logs:${local.region}:${local.account}:log-group:${aws_cloudwatch_log_group.logs.name}:*"
      },
    ]
  })
}
