# One document a role: how many there are must not hang on a key that is made in the same plan.
locals {
  source_policies = concat(["source"], var.exactly_once ? ["exactly-once"] : [], var.secret_key == "" ? [] : ["secret-key"])
  sink_policies   = concat([var.sink == "lakehouse" ? "lakehouse" : "s3-sink"], var.bucket_key == "" ? [] : ["bucket-key"])
}

resource "aws_iam_policy" "worker" {
  name        = "${var.name}-worker"
  description = "What a worker of MSK Connect may do whatever its connector is"
  policy      = local.policies["worker"]
}

resource "aws_iam_role" "source" {
  name               = "${var.name}-source"
  description        = "What the Pinstream source may do"
  assume_role_policy = local.policies["connector-trust"]
}

resource "aws_iam_role_policy" "source" {
  name = "source"
  role = aws_iam_role.source.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = flatten([for name in local.source_policies : jsondecode(local.policies[name]).Statement])
  })
}

resource "aws_iam_role" "sink" {
  count              = var.sink == "none" ? 0 : 1
  name               = "${var.name}-sink"
  description        = "What the sink may do"
  assume_role_policy = local.policies["connector-trust"]
}

resource "aws_iam_role_policy" "sink" {
  count = var.sink == "none" ? 0 : 1
  name  = "sink"
  role  = aws_iam_role.sink[0].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = flatten([for name in local.sink_policies : jsondecode(local.policies[name]).Statement])
  })
}

resource "aws_iam_role_policy_attachment" "worker" {
  for_each   = merge({ source = aws_iam_role.source.name }, var.sink == "none" ? {} : { sink = aws_iam_role.sink[0].name })
  role       = each.value
  policy_arn = aws_iam_policy.worker.arn
}
