resource "aws_s3_bucket" "bucket" {
  count  = var.create_bucket ? 1 : 0
  bucket = var.bucket_name
}

resource "aws_s3_bucket_public_access_block" "bucket" {
  count                   = var.create_bucket ? 1 : 0
  bucket                  = aws_s3_bucket.bucket[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "bucket" {
  count  = var.create_bucket ? 1 : 0
  bucket = aws_s3_bucket.bucket[0].id
  rule {
    bucket_key_enabled = var.bucket_key != ""
    # AES256 is what S3 does unasked.
    apply_server_side_encryption_by_default {
      sse_algorithm     = var.bucket_key == "" ? "AES256" : "aws:kms"
      kms_master_key_id = var.bucket_key == "" ? null : var.bucket_key
    }
  }
}

# What a worker that died had begun to upload is billed and seen by nobody.
resource "aws_s3_bucket_lifecycle_configuration" "bucket" {
  count  = var.create_bucket ? 1 : 0
  bucket = aws_s3_bucket.bucket[0].id
  rule {
    id     = "unfinished-uploads"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}
