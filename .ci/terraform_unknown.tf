# A trial and keys that are made in the same plan: nothing that the modules count may hang on them.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

resource "terraform_data" "later" {}

module "trial" {
  source = "../packaging/terraform/trial"
}

module "pinstream" {
  source            = "../packaging/terraform"
  cluster_arn       = module.trial.cluster_arn
  bootstrap_servers = module.trial.bootstrap_servers
  subnets           = module.trial.subnets
  security_groups   = module.trial.security_groups
  database_url      = module.trial.database_url
  database_secret   = module.trial.database_secret
  secret_key        = terraform_data.later.id
  bucket_name       = terraform_data.later.id
  bucket_key        = terraform_data.later.id
  create_bucket     = true
  sink              = "lakehouse"
  exactly_once      = true
  optimize_tables   = true
  daily_questions   = true
  rest_repository   = "rest"
  vpc_id            = module.trial.vpc_id
  plugin_bucket     = terraform_data.later.id
  plugin_key        = "a.zip"
  plugin_hash       = "0123456789ab"
  sink_plugin_key   = "b.zip"
  sink_plugin_hash  = "123456789abc"
}
