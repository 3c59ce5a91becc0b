// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Whether objects can be put into the sink's bucket: one is, and is deleted again. */
final class BucketCheck {
  private BucketCheck() {}

  static List<Finding> run(S3Client s3, String bucket) {
    var findings = new ArrayList<Finding>();
    var key = "pinstream-doctor-" + UUID.randomUUID();
    if (tried(
        findings,
        "bucket %s: s3:ListBucket".formatted(bucket),
        () -> s3.listObjectsV2(request -> request.bucket(bucket).maxKeys(1)))) {
      boolean isPut =
          tried(
              findings,
              "bucket %s: s3:PutObject".formatted(bucket),
              () ->
                  s3.putObject(
                      request -> request.bucket(bucket).key(key),
                      RequestBody.fromString("", StandardCharsets.UTF_8)));
      if (isPut) {
        tried(
            findings,
            "bucket %s: s3:DeleteObject (only the lakehouse needs it)".formatted(bucket),
            () -> s3.deleteObject(request -> request.bucket(bucket).key(key)));
      }
    }
    return findings;
  }

  private static boolean tried(List<Finding> findings, String what, Runnable call) {
    try {
      call.run();
      findings.add(Finding.good(what));
      return true;
    } catch (AwsServiceException e) {
      var code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
      findings.add(
          Finding.bad(
              what,
              "S3 answers %s %s: %s"
                  .formatted(
                      e.statusCode(),
                      code,
                      "NoSuchBucket".equals(code) ? "make the bucket" : "allow it on the bucket")));
    } catch (SdkException e) {
      findings.add(
          Finding.bad(
              what,
              "%s. Are there AWS credentials, and is the region right?".formatted(e.getMessage())));
    }
    return false;
  }
}
