# The Streams app on Fargate.
locals {
  has_streams = var.streams_repository != ""
  web_port    = 8080
  # Fargate takes 1024 MiB with 0.5 vCPU at most, 8192 MiB with 1 vCPU at least.
  streams_cpu = { "1024" = 512, "2048" = 1024, "4096" = 1024, "8192" = 2048, "16384" = 4096 }
  streams_settings = merge(local.settings["streams"], {
    "http.host"            = "0.0.0.0"
    "state.dir"            = "/var/tmp/pinstream"
    "num.standby.replicas" = var.streams_count < 2 ? "0" : "1"
  })
}

resource "aws_ecs_cluster" "streams" {
  count = local.has_streams ? 1 : 0
  name  = var.name
}

resource "aws_security_group" "streams" {
  count       = local.has_streams ? 1 : 0
  name_prefix = "${var.name}-streams-"
  description = "Instances of the Pinstream Streams app, which ask each other"
  vpc_id      = var.vpc_id
  lifecycle {
    create_before_destroy = true
    precondition {
      condition     = var.vpc_id != ""
      error_message = "The Streams app's security group needs vpc_id, the network of the subnets."
    }
  }
}

resource "aws_vpc_security_group_ingress_rule" "streams" {
  count                        = local.has_streams ? 1 : 0
  description                  = "Each instance answers for all"
  security_group_id            = aws_security_group.streams[0].id
  referenced_security_group_id = aws_security_group.streams[0].id
  ip_protocol                  = "tcp"
  from_port                    = local.web_port
  to_port                      = local.web_port
}

resource "aws_vpc_security_group_ingress_rule" "web" {
  count             = local.has_streams && var.web_from != "" ? 1 : 0
  description       = "Page and API"
  security_group_id = aws_security_group.streams[0].id
  cidr_ipv4         = var.web_from
  ip_protocol       = "tcp"
  from_port         = local.web_port
  to_port           = local.web_port
}

# Terraform takes away the rule that lets a new group out, CloudFormation leaves it.
resource "aws_vpc_security_group_egress_rule" "streams" {
  count             = local.has_streams ? 1 : 0
  description       = "Brokers, other instances, AWS"
  security_group_id = aws_security_group.streams[0].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_ecs_task_definition" "streams" {
  count                    = local.has_streams ? 1 : 0
  family                   = "${var.name}-streams"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = local.streams_cpu[var.streams_memory]
  memory                   = var.streams_memory
  execution_role_arn       = aws_iam_role.start["streams"].arn
  task_role_arn            = aws_iam_role.service["streams"].arn
  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
  ephemeral_storage {
    size_in_gib = var.streams_storage
  }
  volume {
    name = "state"
  }
  volume {
    name = "temporary"
  }
  container_definitions = jsonencode([{
    name                   = "streams"
    image                  = "${local.account}.dkr.ecr.${local.region}.${data.aws_partition.current.dns_suffix}/${var.streams_repository}:${var.streams_tag}"
    essential              = true
    readonlyRootFilesystem = true
    command                = [for setting, value in local.streams_settings : "--set=${setting}=${value}"]
    environment            = [{ name = "JAVA_TOOL_OPTIONS", value = "-XX:MaxRAMPercentage=50" }]
    mountPoints = [
      { sourceVolume = "state", containerPath = "/var/tmp" },
      { sourceVolume = "temporary", containerPath = "/tmp" },
    ]
    portMappings = [{ containerPort = local.web_port, protocol = "tcp" }]
    # 15 minutes of not being ready, posts that are being restored included, and the task is replaced.
    healthCheck = {
      command = [
        "CMD", "java", "-Xmx32m", "-XX:TieredStopAtLevel=1", "-cp", "@/app/jib-classpath-file",
        "io.pinstream.streams.http.ReadinessProbe", tostring(local.web_port)
      ]
      startPeriod = 300
      interval    = 60
      timeout     = 20
      retries     = 10
    }
    stopTimeout = 60
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.logs.name
        awslogs-region        = local.region
        awslogs-stream-prefix = "streams"
      }
    }
  }])
}

resource "aws_ecs_service" "streams" {
  count            = local.has_streams && var.connectors ? 1 : 0
  name             = "${var.name}-streams"
  cluster          = aws_ecs_cluster.streams[0].id
  task_definition  = aws_ecs_task_definition.streams[0].arn
  desired_count    = var.streams_count
  launch_type      = "FARGATE"
  platform_version = "1.4.0"
  network_configuration {
    assign_public_ip = false
    subnets          = var.subnets
    security_groups  = concat([aws_security_group.streams[0].id], var.security_groups)
  }
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  deployment_circuit_breaker {
    enable   = true
    rollback = false
  }
  # The app waits for the topics, which the source makes.
  depends_on = [
    aws_mskconnect_connector.source,
    aws_vpc_security_group_ingress_rule.streams,
    aws_vpc_security_group_egress_rule.streams,
    aws_iam_role_policy_attachment.service,
    aws_iam_role_policy.start,
  ]
}
