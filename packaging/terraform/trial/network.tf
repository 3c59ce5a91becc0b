data "aws_region" "current" {}

data "aws_availability_zones" "zones" {
  state = "available"
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

locals {
  region = data.aws_region.current.name
  # MSK has two zones there, three elsewhere.
  zones   = slice(data.aws_availability_zones.zones.names, 0, local.region == "us-west-1" ? 2 : 3)
  subnets = [for zone in local.zones : aws_subnet.private[zone].id]
}

resource "aws_vpc" "network" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_internet_gateway" "gateway" {
  vpc_id = aws_vpc.network.id
}

resource "aws_subnet" "public" {
  vpc_id            = aws_vpc.network.id
  cidr_block        = "10.20.0.0/24"
  availability_zone = local.zones[0]
}

resource "aws_subnet" "private" {
  for_each          = { for index, zone in local.zones : zone => "10.20.${index + 1}.0/24" }
  vpc_id            = aws_vpc.network.id
  cidr_block        = each.value
  availability_zone = each.key
}

# Connectors have no public address: they reach Secrets Manager, CloudWatch and Glue through it.
resource "aws_eip" "nat" {
  domain     = "vpc"
  depends_on = [aws_internet_gateway.gateway]
}

resource "aws_nat_gateway" "nat" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.public.id
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.network.id
}

resource "aws_route" "public" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.gateway.id
}

resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.network.id
}

resource "aws_route" "private" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.nat.id
}

resource "aws_route_table_association" "private" {
  for_each       = aws_subnet.private
  subnet_id      = each.value.id
  route_table_id = aws_route_table.private.id
}

# Objects go this way, which costs nothing, and not through the NAT gateway, which bills each byte.
resource "aws_vpc_endpoint" "objects" {
  vpc_id            = aws_vpc.network.id
  vpc_endpoint_type = "Gateway"
  service_name      = "com.amazonaws.${local.region}.s3"
  route_table_ids   = [aws_route_table.private.id]
}

resource "aws_security_group" "members" {
  name_prefix = "${var.name}-members-"
  description = "Brokers, database, connectors and the Streams app"
  vpc_id      = aws_vpc.network.id
}

resource "aws_vpc_security_group_ingress_rule" "members" {
  security_group_id            = aws_security_group.members.id
  referenced_security_group_id = aws_security_group.members.id
  ip_protocol                  = "-1"
}

# Terraform takes away the rule that lets a new group out, CloudFormation leaves it.
resource "aws_vpc_security_group_egress_rule" "members" {
  security_group_id = aws_security_group.members.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
