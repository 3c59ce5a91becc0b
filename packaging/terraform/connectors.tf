resource "aws_cloudwatch_log_group" "logs" {
  name              = "/pinstream/${var.name}"
  retention_in_days = var.log_days
}

resource "aws_mskconnect_custom_plugin" "plugin" {
  name         = "${var.name}-${var.plugin_hash}"
  content_type = "ZIP"
  location {
    s3 {
      bucket_arn = "arn:${local.partition}:s3:::${var.plugin_bucket}"
      file_key   = var.plugin_key
    }
  }
}

resource "aws_mskconnect_custom_plugin" "sink_plugin" {
  count        = var.sink == "lakehouse" ? 1 : 0
  name         = "${var.name}-${var.sink_plugin_hash}"
  content_type = "ZIP"
  location {
    s3 {
      bucket_arn = "arn:${local.partition}:s3:::${var.plugin_bucket}"
      file_key   = var.sink_plugin_key
    }
  }
  lifecycle {
    precondition {
      condition     = var.sink_plugin_key != "" && var.sink_plugin_hash != ""
      error_message = "The sink lakehouse needs sink_plugin_key and sink_plugin_hash, the lakehouse zip's."
    }
  }
}

locals {
  worker_settings = merge(local.settings["worker"], { "offset.storage.partitions" = tostring(var.offsets_partitions) })
  worker = {
    for name, further in merge(
      { worker = {} },
      # For the source alone: on a sink's worker it would do nothing but want further rights.
      var.exactly_once ? { exactly-once-worker = { "exactly.once.source.support" = "enabled" } } : {}
    ) : name => join("", [for setting, value in merge(local.worker_settings, further) : "${setting}=${value}\n"])
  }
}

# A worker configuration cannot be changed, only made anew under another name.
resource "aws_mskconnect_worker_configuration" "worker" {
  for_each                = local.worker
  name                    = "${var.name}-${each.key}-${substr(sha256(each.value), 0, 8)}"
  properties_file_content = each.value
  lifecycle {
    create_before_destroy = true
  }
}

locals {
  sinks = {
    json      = { name = "s3-sink", file = "s3-sink", description = "Writes the topics as JSON objects" }
    parquet   = { name = "s3-sink-parquet", file = "s3-sink-parquet", description = "Writes the topics as Parquet files" }
    lakehouse = { name = "lakehouse", file = "lakehouse", description = "Writes the topics as Iceberg tables" }
  }
  source_worker = aws_mskconnect_worker_configuration.worker[var.exactly_once ? "exactly-once-worker" : "worker"]
  sink_worker   = aws_mskconnect_worker_configuration.worker["worker"]
  sink_plugin   = var.sink == "lakehouse" ? one(aws_mskconnect_custom_plugin.sink_plugin) : aws_mskconnect_custom_plugin.plugin
}

resource "aws_mskconnect_connector" "source" {
  count                = var.connectors ? 1 : 0
  name                 = "${var.name}-source"
  description          = "Samples rows of the three tables as posts"
  kafkaconnect_version = "3.7.x"
  # Without name, which on MSK Connect is a property of the connector.
  connector_configuration    = { for setting, value in local.settings["source"] : setting => value if setting != "name" }
  service_execution_role_arn = aws_iam_role.source.arn
  capacity {
    provisioned_capacity {
      mcu_count    = var.capacity
      worker_count = 1
    }
  }
  kafka_cluster {
    apache_kafka_cluster {
      bootstrap_servers = local.bootstrap_servers
      vpc {
        security_groups = var.security_groups
        subnets         = var.subnets
      }
    }
  }
  kafka_cluster_client_authentication {
    authentication_type = "IAM"
  }
  kafka_cluster_encryption_in_transit {
    encryption_type = "TLS"
  }
  log_delivery {
    worker_log_delivery {
      cloudwatch_logs {
        enabled   = true
        log_group = aws_cloudwatch_log_group.logs.name
      }
    }
  }
  plugin {
    custom_plugin {
      arn      = aws_mskconnect_custom_plugin.plugin.arn
      revision = aws_mskconnect_custom_plugin.plugin.latest_revision
    }
  }
  worker_configuration {
    arn      = local.source_worker.arn
    revision = local.source_worker.latest_revision
  }
  # Its rights have to be there before it starts.
  depends_on = [aws_iam_role_policy.source, aws_iam_role_policy_attachment.worker]
}

resource "aws_mskconnect_connector" "sink" {
  count                      = var.connectors && var.sink != "none" ? 1 : 0
  name                       = "${var.name}-${local.sinks[var.sink].name}"
  description                = local.sinks[var.sink].description
  kafkaconnect_version       = "3.7.x"
  connector_configuration    = { for setting, value in local.settings[local.sinks[var.sink].file] : setting => value if setting != "name" }
  service_execution_role_arn = aws_iam_role.sink[0].arn
  capacity {
    provisioned_capacity {
      mcu_count    = var.capacity
      worker_count = 1
    }
  }
  kafka_cluster {
    apache_kafka_cluster {
      bootstrap_servers = local.bootstrap_servers
      vpc {
        security_groups = var.security_groups
        subnets         = var.subnets
      }
    }
  }
  kafka_cluster_client_authentication {
    authentication_type = "IAM"
  }
  kafka_cluster_encryption_in_transit {
    encryption_type = "TLS"
  }
  log_delivery {
    worker_log_delivery {
      cloudwatch_logs {
        enabled   = true
        log_group = aws_cloudwatch_log_group.logs.name
      }
    }
  }
  plugin {
    custom_plugin {
      arn      = local.sink_plugin.arn
      revision = local.sink_plugin.latest_revision
    }
  }
  worker_configuration {
    arn      = local.sink_worker.arn
    revision = local.sink_worker.latest_revision
  }
  # Its topics are made by the source. While it writes, the bucket is there, closed and encrypted.
  depends_on = [
    aws_mskconnect_connector.source,
    aws_iam_role_policy.sink,
    aws_iam_role_policy_attachment.worker,
    aws_s3_bucket.bucket,
    aws_s3_bucket_public_access_block.bucket,
    aws_s3_bucket_server_side_encryption_configuration.bucket,
  ]
}
