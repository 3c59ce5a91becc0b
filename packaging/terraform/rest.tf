# The REST proxy on Fargate, behind API Gateway.
locals {
  has_rest  = var.rest_repository != ""
  rest_port = 8082
  rest_settings = merge(local.settings["rest"], {
    "http.host" = "0.0.0.0"
    # Only the API reaches it, by security group, and the API asks who is there. It comes by its own names.
    "http.open"          = "true"
    "http.allowed.hosts" = "*"
  })
}

resource "aws_ecs_cluster" "rest" {
  count = local.has_rest ? 1 : 0
  name  = "${var.name}-rest"
}

resource "aws_security_group" "rest" {
  count       = local.has_rest ? 1 : 0
  name_prefix = "${var.name}-rest-"
  description = "The Pinstream REST proxy, which only the API reaches"
  vpc_id      = var.vpc_id
  lifecycle {
    create_before_destroy = true
    precondition {
      condition     = var.vpc_id != ""
      error_message = "The REST proxy's security groups need vpc_id, the network of the subnets."
    }
  }
}

resource "aws_security_group" "rest_link" {
  count       = local.has_rest ? 1 : 0
  name_prefix = "${var.name}-rest-link-"
  description = "The way of the API to the Pinstream REST proxy"
  vpc_id      = var.vpc_id
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "rest" {
  count                        = local.has_rest ? 1 : 0
  description                  = "The API"
  security_group_id            = aws_security_group.rest[0].id
  referenced_security_group_id = aws_security_group.rest_link[0].id
  ip_protocol                  = "tcp"
  from_port                    = local.rest_port
  to_port                      = local.rest_port
}

resource "aws_vpc_security_group_egress_rule" "rest_link" {
  count                        = local.has_rest ? 1 : 0
  description                  = "The REST proxy"
  security_group_id            = aws_security_group.rest_link[0].id
  referenced_security_group_id = aws_security_group.rest[0].id
  ip_protocol                  = "tcp"
  from_port                    = local.rest_port
  to_port                      = local.rest_port
}

# Terraform takes away the rule that lets a new group out, CloudFormation leaves it.
resource "aws_vpc_security_group_egress_rule" "rest" {
  count             = local.has_rest ? 1 : 0
  description       = "Brokers, AWS"
  security_group_id = aws_security_group.rest[0].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_service_discovery_private_dns_namespace" "rest" {
  count = local.has_rest ? 1 : 0
  name  = "${var.name}.pinstream.internal"
  vpc   = var.vpc_id
}

# Where the tasks are: ECS writes it, API Gateway reads it. With SRV records it knows the port too.
resource "aws_service_discovery_service" "rest" {
  count = local.has_rest ? 1 : 0
  name  = "rest"
  dns_config {
    namespace_id   = aws_service_discovery_private_dns_namespace.rest[0].id
    routing_policy = "MULTIVALUE"
    dns_records {
      type = "SRV"
      ttl  = 10
    }
  }
  health_check_custom_config {
    failure_threshold = 1
  }
}

resource "aws_ecs_task_definition" "rest" {
  count                    = local.has_rest ? 1 : 0
  family                   = "${var.name}-rest"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  execution_role_arn       = aws_iam_role.start["rest"].arn
  task_role_arn            = aws_iam_role.service["rest"].arn
  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
  volume {
    name = "temporary"
  }
  container_definitions = jsonencode([{
    name                   = "rest"
    image                  = "${local.account}.dkr.ecr.${local.region}.${data.aws_partition.current.dns_suffix}/${var.rest_repository}:${var.rest_tag}"
    essential              = true
    readonlyRootFilesystem = true
    command                = [for setting, value in local.rest_settings : "--set=${setting}=${value}"]
    environment            = [{ name = "JAVA_TOOL_OPTIONS", value = "-XX:MaxRAMPercentage=50" }]
    mountPoints            = [{ sourceVolume = "temporary", containerPath = "/tmp" }]
    portMappings           = [{ containerPort = local.rest_port, protocol = "tcp" }]
    healthCheck = {
      command = [
        "CMD", "java", "-Xmx32m", "-XX:TieredStopAtLevel=1", "-cp", "@/app/jib-classpath-file",
        "io.pinstream.rest.HealthProbe", tostring(local.rest_port)
      ]
      startPeriod = 60
      interval    = 30
      timeout     = 10
      retries     = 3
    }
    # Who waits for the brokers is answered first.
    stopTimeout = 30
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.logs.name
        awslogs-region        = local.region
        awslogs-stream-prefix = "rest"
      }
    }
  }])
}

resource "aws_ecs_service" "rest" {
  count            = local.has_rest ? 1 : 0
  name             = "${var.name}-rest"
  cluster          = aws_ecs_cluster.rest[0].id
  task_definition  = aws_ecs_task_definition.rest[0].arn
  desired_count    = var.rest_count
  launch_type      = "FARGATE"
  platform_version = "1.4.0"
  network_configuration {
    assign_public_ip = false
    subnets          = var.subnets
    security_groups  = concat([aws_security_group.rest[0].id], var.security_groups)
  }
  service_registries {
    registry_arn   = aws_service_discovery_service.rest[0].arn
    container_name = "rest"
    container_port = local.rest_port
  }
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  deployment_circuit_breaker {
    enable   = true
    rollback = false
  }
  depends_on = [
    aws_vpc_security_group_ingress_rule.rest,
    aws_vpc_security_group_egress_rule.rest,
    aws_iam_role_policy_attachment.service,
    aws_iam_role_policy.start,
  ]
}

resource "aws_apigatewayv2_vpc_link" "rest" {
  count              = local.has_rest ? 1 : 0
  name               = "${var.name}-rest"
  subnet_ids         = var.subnets
  security_group_ids = [aws_security_group.rest_link[0].id]
}

resource "aws_apigatewayv2_api" "rest" {
  count         = local.has_rest ? 1 : 0
  name          = "${var.name}-rest"
  description   = "What the original's scripts post to"
  protocol_type = "HTTP"
}

# The path arrives with its stage, which the proxy leaves off.
resource "aws_apigatewayv2_integration" "rest" {
  count                  = local.has_rest ? 1 : 0
  api_id                 = aws_apigatewayv2_api.rest[0].id
  integration_type       = "HTTP_PROXY"
  integration_method     = "ANY"
  integration_uri        = aws_service_discovery_service.rest[0].arn
  connection_type        = "VPC_LINK"
  connection_id          = aws_apigatewayv2_vpc_link.rest[0].id
  payload_format_version = "1.0"
  # Longer than the proxy waits for the brokers (15 s), so that its answer arrives.
  timeout_milliseconds = 29000
}

resource "aws_apigatewayv2_authorizer" "rest" {
  count            = local.has_rest && var.rest_issuer != "" ? 1 : 0
  api_id           = aws_apigatewayv2_api.rest[0].id
  name             = "tokens"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]
  jwt_configuration {
    issuer   = var.rest_issuer
    audience = [var.rest_audience]
  }
  lifecycle {
    precondition {
      condition     = var.rest_audience != ""
      error_message = "With rest_issuer give rest_audience, or any token of that issuer would do."
    }
  }
}

# What scripts post to and look up. Metrics and health are no route of the API.
resource "aws_apigatewayv2_route" "rest" {
  for_each           = local.has_rest ? toset(["ANY /topics/{proxy+}", "GET /topics", "ANY /streams/{proxy+}", "GET /streams"]) : []
  api_id             = aws_apigatewayv2_api.rest[0].id
  route_key          = each.key
  target             = "integrations/${aws_apigatewayv2_integration.rest[0].id}"
  authorization_type = var.rest_issuer == "" ? "AWS_IAM" : "JWT"
  authorizer_id      = one(aws_apigatewayv2_authorizer.rest[*].id)
}

resource "aws_apigatewayv2_stage" "rest" {
  count       = local.has_rest ? 1 : 0
  api_id      = aws_apigatewayv2_api.rest[0].id
  name        = var.rest_stage
  auto_deploy = true
  default_route_settings {
    throttling_rate_limit  = var.rest_rate
    throttling_burst_limit = var.rest_rate
  }
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.logs.arn
    format          = "{\"time\":\"$context.requestTime\",\"route\":\"$context.routeKey\",\"status\":\"$context.status\",\"bytes\":\"$context.responseLength\",\"error\":\"$context.error.message\",\"integration\":\"$context.integrationErrorMessage\"}"
  }
}
