output "source_connector" {
  description = "The source's ARN. Its state: aws kafkaconnect describe-connector --connector-arn ..."
  value       = one(aws_mskconnect_connector.source[*].arn)
}

output "log" {
  description = "What the workers and the app say: aws logs tail GROUP --follow"
  value       = aws_cloudwatch_log_group.logs.name
}

output "bootstrap_servers_used" {
  description = "The cluster's IAM bootstrap string"
  value       = local.bootstrap_servers
}

output "streams_policy_arn" {
  description = "The policy for whatever runs the Streams app elsewhere"
  value       = aws_iam_policy.service["streams"].arn
}

output "rest_policy_arn" {
  description = "The policy for whatever runs the REST proxy elsewhere"
  value       = aws_iam_policy.service["rest"].arn
}

output "rest_url" {
  description = "What scripts post to, with /topics/... or /streams/... behind it"
  value       = one(aws_apigatewayv2_stage.rest[*].invoke_url)
}
