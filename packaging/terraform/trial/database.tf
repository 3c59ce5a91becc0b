# Another one each time that it is read: the secret's version keeps the first.
data "aws_secretsmanager_random_password" "password" {
  password_length     = 32
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret" "database" {
  name = "${var.name}/database"
  # A next trial's secret has the same name.
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "database" {
  secret_id = aws_secretsmanager_secret.database.id
  secret_string = jsonencode({
    username = "pinstream"
    password = data.aws_secretsmanager_random_password.password.random_password
  })
  lifecycle {
    ignore_changes = [secret_string]
  }
}

resource "aws_db_subnet_group" "database" {
  description = "Of Pinstream's trial"
  subnet_ids  = local.subnets
}

resource "aws_db_instance" "database" {
  engine                  = "mysql"
  instance_class          = var.database_class
  allocated_storage       = 20
  storage_type            = "gp3"
  storage_encrypted       = true
  db_name                 = "pinterest"
  username                = "pinstream"
  password                = jsondecode(aws_secretsmanager_secret_version.database.secret_string).password
  db_subnet_group_name    = aws_db_subnet_group.database.id
  vpc_security_group_ids  = [aws_security_group.members.id]
  publicly_accessible     = false
  backup_retention_period = 0
  skip_final_snapshot     = true
}
