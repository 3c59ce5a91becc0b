# Each is a variable of the connectors' module.
output "cluster_arn" {
  description = "ARN of the MSK cluster"
  value       = aws_msk_cluster.cluster.arn
}

output "bootstrap_servers" {
  description = "The cluster's IAM bootstrap string"
  value       = aws_msk_cluster.cluster.bootstrap_brokers_sasl_iam
}

output "vpc_id" {
  description = "The network of the subnets"
  value       = aws_vpc.network.id
}

output "subnets" {
  description = "Subnets of connectors and app, and of a machine that fills the database"
  value       = local.subnets
  # A connector that starts before them reaches nothing.
  depends_on = [aws_route.private, aws_route_table_association.private, aws_vpc_endpoint.objects]
}

output "security_groups" {
  description = "The security group of connectors and app, and of a machine that fills the database"
  value       = [aws_security_group.members.id]
  depends_on  = [aws_vpc_security_group_ingress_rule.members, aws_vpc_security_group_egress_rule.members]
}

output "database_url" {
  description = "JDBC URL of the database"
  value       = "jdbc:mysql://${aws_db_instance.database.address}:3306/pinterest?sslMode=trust"
}

output "database_secret" {
  description = "Name of the secret with the database's user and password"
  value       = aws_secretsmanager_secret.database.name
  depends_on  = [aws_secretsmanager_secret_version.database]
}
