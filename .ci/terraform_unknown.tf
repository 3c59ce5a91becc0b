# Keys and brokers that are made in the same plan: nothing that the module counts may hang on them.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

resource "terraform_data" "later" {}

module "pinstream" {
  source            = "../packaging/terraform"
  cluster_arn       = "arn:aws:kafka:eu-west-1:123456789012:cluster/posts/${terraform_data.later.id}"
  bootstrap_servers = "${terraform_data.later.id}:9098"
  subnets           = [terraform_data.later.id]
  security_groups   = [terraform_data.later.id]
  database_url      = "jdbc:mysql://${terraform_data.later.id}:3306/pinterest"
  database_secret   = terraform_data.later.id
  secret_key        = terraform_data.later.id
  bucket_name       = terraform_data.later.id
  bucket_key        = terraform_data.later.id
  create_bucket     = true
  sink              = "lakehouse"
  exactly_once      = true
  optimize_tables   = true
  daily_questions   = true
  rest_repository   = "rest"
  vpc_id            = terraform_data.later.id
  plugin_bucket     = terraform_data.later.id
  plugin_key        = "a.zip"
  plugin_hash       = "0123456789ab"
  sink_plugin_key   = "b.zip"
  sink_plugin_hash  = "123456789abc"
}
