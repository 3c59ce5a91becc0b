resource "aws_msk_cluster" "cluster" {
  cluster_name = var.name
  # From 3.8 on a cluster with IAM lets a hanging transaction be ended.
  kafka_version = "3.9.x"
  # As many in each subnet, and three at least: config/msk/streams.properties wants three replicas.
  number_of_broker_nodes = length(local.zones) == 2 ? 4 : 3
  broker_node_group_info {
    instance_type   = var.broker_type
    client_subnets  = local.subnets
    security_groups = [aws_security_group.members.id]
    storage_info {
      ebs_storage_info {
        volume_size = 20
      }
    }
  }
  client_authentication {
    sasl {
      iam = true
    }
  }
  encryption_info {
    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = true
    }
  }
}
