# Settings and policies are those of config/msk, the files that the CloudFormation template is rendered from, with their
# <placeholders> filled.
data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

data "aws_msk_bootstrap_brokers" "cluster" {
  cluster_arn = var.cluster_arn
}

locals {
  account           = data.aws_caller_identity.current.account_id
  partition         = data.aws_partition.current.partition
  region            = data.aws_region.current.name
  bootstrap_servers = var.bootstrap_servers == "" ? data.aws_msk_bootstrap_brokers.cluster.bootstrap_brokers_sasl_iam : var.bootstrap_servers

  questions = "${path.module}/../../config/questions"
  values = merge({
    "account"           = local.account
    "bootstrap servers" = local.bootstrap_servers
    "bucket"            = var.bucket_name
    "bucket key"        = var.bucket_key
    "cluster"           = split(":cluster/", var.cluster_arn)[1]
    "control topic"     = var.control_topic
    "database secret"   = var.database_secret
    "database url"      = var.database_url
    "lake"              = var.lake_database
    "offsets topic"     = var.offsets_topic
    "partition"         = local.partition
    "region"            = local.region
    "secret key"        = var.secret_key
    "stack"             = var.name
    "user.id"           = var.user_id
    "workgroup"         = var.athena_workgroup
    }, {
    # They go into texts of JSON.
    for name in fileset(local.questions, "*.sql") :
    name => trimsuffix(trimprefix(jsonencode(file("${local.questions}/${name}")), "\""), "\"")
  })

  config = "${path.module}/../../config/msk"
  files = {
    for name in fileset(local.config, "**") :
    name => join("", [
      for part in regexall("<[^<>]+>|[^<]+|<", file("${local.config}/${name}")) :
      startswith(part, "<") ? lookup(local.values, trim(part, "<>"), part) : part
    ])
  }
  settings = {
    for name, text in local.files :
    trimsuffix(name, ".properties") => { for pair in regexall("(?m)^([^#=\\s]+)=(.*)$", text) : pair[0] => pair[1] }
    if endswith(name, ".properties")
  }
  policies = {
    for name, text in local.files : trimsuffix(basename(name), ".json") => text if endswith(name, ".json")
  }
}
