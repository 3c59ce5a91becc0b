# The parameters of the CloudFormation template, under the same names and with the same defaults and limits.
variable "name" {
  description = "What everything made here begins with, as the stack's name does in the CloudFormation template"
  type        = string
  default     = "pinstream"
}

variable "user_id" {
  description = "The prefix of the topics, as in USER.pin"
  type        = string
  default     = "pinstream"
  validation {
    condition     = can(regex("^([A-Za-z0-9_-][A-Za-z0-9._-]{0,99})$", var.user_id))
    error_message = "It does not match [A-Za-z0-9_-][A-Za-z0-9._-]{0,99}."
  }
}

variable "database_url" {
  description = "JDBC URL of the RDS instance, without credentials"
  type        = string
  validation {
    condition     = can(regex("^(jdbc:(mysql|mariadb|postgresql)://[^@]+)$", var.database_url))
    error_message = "It does not match jdbc:(mysql|mariadb|postgresql)://[^@]+."
  }
}

variable "database_secret" {
  description = "Name (not ARN) of the Secrets Manager secret with the keys username and password"
  type        = string
  validation {
    condition     = can(regex("^([A-Za-z0-9/_+=.@!-]*)$", var.database_secret))
    error_message = "It does not match [A-Za-z0-9/_+=.@!-]*."
  }
}

variable "secret_key" {
  description = "ARN of the KMS key that the secret is encrypted with, if it is one of yours"
  type        = string
  default     = ""
  validation {
    condition     = can(regex("^((arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[0-9a-zA-Z-]+)?)$", var.secret_key))
    error_message = "It does not match (arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[0-9a-zA-Z-]+)?."
  }
}

variable "sink" {
  description = "What the sink writes: JSON objects or Parquet files (the zip with Confluent's S3 sink), Iceberg tables (the lakehouse zip), nothing"
  type        = string
  default     = "json"
  validation {
    condition     = contains(["json", "parquet", "lakehouse", "none"], var.sink)
    error_message = "It is one of json, parquet, lakehouse, none."
  }
}

variable "bucket_name" {
  description = "The bucket that the sink writes to"
  type        = string
  validation {
    condition     = can(regex("^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])$", var.bucket_name))
    error_message = "It does not match [a-z0-9][a-z0-9.-]{1,61}[a-z0-9]."
  }
}

variable "create_bucket" {
  description = "Whether to make that bucket. It is deleted with the rest only if it is empty"
  type        = bool
  default     = false
}

variable "bucket_key" {
  description = "ARN of the KMS key that the bucket encrypts with by default, if it is one of yours"
  type        = string
  default     = ""
  validation {
    condition     = can(regex("^((arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[0-9a-zA-Z-]+)?)$", var.bucket_key))
    error_message = "It does not match (arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[0-9a-zA-Z-]+)?."
  }
}

variable "lake_database" {
  description = "For Sink lakehouse, the Glue database of the tables, one name. The sink makes it, and it stays. Two stacks need two"
  type        = string
  default     = "lake"
  validation {
    condition     = can(regex("^([a-z][a-z0-9]{0,63})$", var.lake_database))
    error_message = "It does not match [a-z][a-z0-9]{0,63}."
  }
}

variable "control_topic" {
  description = "For the sink lakehouse, the topic by which its tasks agree on commits. It has to be there: see README.md"
  type        = string
  default     = "pinstream-lake-control"
  validation {
    condition     = can(regex("^([A-Za-z0-9][A-Za-z0-9._-]{0,99})$", var.control_topic))
    error_message = "It does not match [A-Za-z0-9][A-Za-z0-9._-]{0,99}."
  }
}

variable "cluster_arn" {
  description = "ARN of the MSK cluster"
  type        = string
  validation {
    condition     = can(regex("^(arn:aws[a-z-]*:kafka:[a-z0-9-]+:[0-9]{12}:cluster/[^/]+/[^/]+)$", var.cluster_arn))
    error_message = "It does not match arn:aws[a-z-]*:kafka:[a-z0-9-]+:[0-9]{12}:cluster/[^/]+/[^/]+."
  }
}

variable "bootstrap_servers" {
  description = "The cluster's IAM bootstrap string, port 9098. If empty, MSK is asked for it"
  type        = string
  default     = ""
  validation {
    condition     = can(regex("^((.+:9098.*)?)$", var.bootstrap_servers))
    error_message = "It does not match (.+:9098.*)?."
  }
}

variable "vpc_id" {
  description = "The network of the subnets, for the Streams app only"
  type        = string
  default     = ""
  validation {
    condition     = can(regex("^((vpc-[0-9a-f]+)?)$", var.vpc_id))
    error_message = "It does not match (vpc-[0-9a-f]+)?."
  }
}

variable "subnets" {
  description = "Subnets of connectors and app, from which brokers, database, S3 and Secrets Manager are reached"
  type        = list(string)
}

variable "security_groups" {
  description = "Security groups of connectors and app, which brokers and database let in"
  type        = list(string)
}

variable "plugin_bucket" {
  description = "The bucket that the plugin zips were uploaded to"
  type        = string
}

variable "plugin_key" {
  description = "Key of pinstream-msk-plugin-VERSION.zip, or of the zip with Confluent's S3 sink"
  type        = string
}

variable "plugin_hash" {
  description = "The first 12 digits of the SHA-256 of what runs in it (unzip -p ZIP '*/lib/*' | sha256sum). Other jars are another plugin"
  type        = string
  validation {
    condition     = can(regex("^([0-9a-f]{12})$", var.plugin_hash))
    error_message = "It does not match [0-9a-f]{12}."
  }
}

variable "sink_plugin_key" {
  description = "Key of pinstream-lakehouse-plugin-VERSION.zip, for Sink lakehouse only"
  type        = string
  default     = ""
}

variable "sink_plugin_hash" {
  description = "The same of that zip"
  type        = string
  default     = ""
  validation {
    condition     = can(regex("^(([0-9a-f]{12})?)$", var.sink_plugin_hash))
    error_message = "It does not match ([0-9a-f]{12})?."
  }
}

variable "connectors" {
  description = "Whether to start connectors and app. A connector does not start before its database has the three tables"
  type        = bool
  default     = true
}

variable "capacity" {
  description = "MSK Connect units (1 vCPU and 4 GiB each) of each connector's one worker"
  type        = number
  default     = 1
  validation {
    condition     = contains([1, 2, 4, 8], var.capacity)
    error_message = "It is one of 1, 2, 4, 8."
  }
}

variable "exactly_once" {
  description = "Whether the workers write a post and its position in one transaction (exactly.once.source.support)"
  type        = bool
  default     = false
}

variable "offsets_topic" {
  description = "The topic that keeps how far the source is, by the connector's name. Another one, and the source begins anew"
  type        = string
  default     = "pinstream-connect-offsets"
  validation {
    condition     = can(regex("^([A-Za-z0-9][A-Za-z0-9-]{0,59})$", var.offsets_topic))
    error_message = "It does not match [A-Za-z0-9][A-Za-z0-9-]{0,59}."
  }
}

variable "offsets_partitions" {
  description = "Its partitions when it is made. MSK Connect makes it with the first connector"
  type        = number
  default     = 25
  validation {
    condition     = var.offsets_partitions >= 1 && var.offsets_partitions <= 100
    error_message = "It is 1 to 100."
  }
}

variable "log_days" {
  description = "How long the logs are kept"
  type        = number
  default     = 14
  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 180, 365], var.log_days)
    error_message = "It is one of 1, 3, 5, 7, 14, 30, 60, 90, 180, 365."
  }
}

variable "optimize_tables" {
  description = "Whether Glue compacts the tables, expires snapshots after five days and deletes orphan files. The tables have to be there, so not with the first apply"
  type        = bool
  default     = false
}

variable "daily_questions" {
  description = "Whether to ask the eight questions of the day before on Athena each day at 00:15 UTC, into answers/ of the bucket, and to maintain the tables"
  type        = bool
  default     = false
}

variable "athena_workgroup" {
  description = "For daily_questions, Athena's workgroup. It has engine version 3, enforces no settings of its own and does not manage the results itself"
  type        = string
  default     = "primary"
  validation {
    condition     = can(regex("^([a-zA-Z0-9._-]{1,128})$", var.athena_workgroup))
    error_message = "It does not match [a-zA-Z0-9._-]{1,128}."
  }
}

variable "streams_repository" {
  description = "ECR repository, in this account and region, with the Streams app's image. If empty, the app is not run here"
  type        = string
  default     = ""
  validation {
    condition     = can(regex("^(([a-z0-9][a-z0-9._/-]*)?)$", var.streams_repository))
    error_message = "It does not match ([a-z0-9][a-z0-9._/-]*)?."
  }
}

variable "streams_tag" {
  description = "The image's tag"
  type        = string
  default     = "latest"
  validation {
    condition     = can(regex("^([A-Za-z0-9_][A-Za-z0-9._-]{0,127})$", var.streams_tag))
    error_message = "It does not match [A-Za-z0-9_][A-Za-z0-9._-]{0,127}."
  }
}

variable "streams_count" {
  description = "Instances of the app. With two or more each partition's state has a standby copy at another one"
  type        = number
  default     = 1
  validation {
    condition     = var.streams_count >= 0 && var.streams_count <= 10
    error_message = "It is 0 to 10."
  }
}

variable "streams_memory" {
  description = "MiB of an instance, with 0.5, 1, 1, 2 and 4 vCPU; 2048 served a million posts. Half of it is the heap's"
  type        = string
  default     = "2048"
  validation {
    condition     = contains(["1024", "2048", "4096", "8192", "16384"], var.streams_memory)
    error_message = "It is one of 1024, 2048, 4096, 8192, 16384."
  }
}

variable "streams_storage" {
  description = "GiB of ephemeral storage for the posts, about 1 GiB per million"
  type        = number
  default     = 21
  validation {
    condition     = var.streams_storage >= 21 && var.streams_storage <= 200
    error_message = "It is 21 to 200."
  }
}

variable "web_from" {
  description = "Addresses (CIDR) that may open the app's page and API on port 8080. If empty, the app's own instances only"
  type        = string
  default     = ""
  validation {
    condition     = can(regex("^(([0-9.]+/[0-9]+)?)$", var.web_from))
    error_message = "It does not match ([0-9.]+/[0-9]+)?."
  }
}

variable "rest_repository" {
  description = "ECR repository, in this account and region, with the REST proxy's image. If empty, there is no API"
  type        = string
  default     = ""
  validation {
    condition     = can(regex("^(([a-z0-9][a-z0-9._/-]*)?)$", var.rest_repository))
    error_message = "It does not match ([a-z0-9][a-z0-9._/-]*)?."
  }
}

variable "rest_tag" {
  description = "The image's tag"
  type        = string
  default     = "latest"
  validation {
    condition     = can(regex("^([A-Za-z0-9_][A-Za-z0-9._-]{0,127})$", var.rest_tag))
    error_message = "It does not match [A-Za-z0-9_][A-Za-z0-9._-]{0,127}."
  }
}

variable "rest_count" {
  description = "Instances of the REST proxy, of half a vCPU and 1 GiB each"
  type        = number
  default     = 1
  validation {
    condition     = var.rest_count >= 0 && var.rest_count <= 10
    error_message = "It is 0 to 10."
  }
}

variable "rest_stage" {
  description = "The API's stage, the first part of the paths that scripts post to"
  type        = string
  default     = "test"
  validation {
    condition     = can(regex("^([A-Za-z0-9_-]{1,128})$", var.rest_stage))
    error_message = "It does not match [A-Za-z0-9_-]{1,128}."
  }
}

variable "rest_issuer" {
  description = "Who issues the tokens (JWT) that callers send, such as a user pool of Cognito. If empty, callers sign with IAM"
  type        = string
  default     = ""
  validation {
    condition     = can(regex("^((https://.+)?)$", var.rest_issuer))
    error_message = "It does not match (https://.+)?."
  }
}

variable "rest_audience" {
  description = "For whom the issuer issues them, with rest_issuer only"
  type        = string
  default     = ""
}

variable "rest_rate" {
  description = "Requests a second that the API lets through; more are answered with 429"
  type        = number
  default     = 500
  validation {
    condition     = var.rest_rate >= 1 && var.rest_rate <= 10000
    error_message = "It is 1 to 10000."
  }
}
