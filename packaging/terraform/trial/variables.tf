# The parameters that the CloudFormation template has for its trial, with the same defaults and limits.
variable "name" {
  description = "What everything made here begins with, the same as the connectors'"
  type        = string
  default     = "pinstream"
}

variable "broker_type" {
  description = "Size of each of the trial's brokers, which are three, in us-west-1 four"
  type        = string
  default     = "kafka.t3.small"
  validation {
    condition     = contains(["kafka.t3.small", "kafka.m7g.large"], var.broker_type)
    error_message = "It is one of kafka.t3.small, kafka.m7g.large."
  }
}

variable "database_class" {
  description = "Size of the trial's database"
  type        = string
  default     = "db.t4g.micro"
}
