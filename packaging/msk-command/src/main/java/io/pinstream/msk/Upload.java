// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The plugin zips, and a template that is too large for a call, in the user's bucket. */
final class Upload {
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final long MEBIBYTE = 1 << 20;

  private final S3Client s3;
  private final String bucket;
  private final Narrator narrator;

  Upload(S3Client s3, String bucket, Narrator narrator) {
    this.s3 = s3;
    this.bucket = bucket;
    this.narrator = narrator;
  }

  /** Uploads a zip, unless it is there already. */
  void put(PluginZip zip) {
    var where = "s3://%s/%s".formatted(bucket, zip.key());
    if (isThere(zip, where)) {
      narrator.say("%s is there already".formatted(where));
      return;
    }
    put(
        zip.key(),
        "%s (%.1f MiB)".formatted(where, (double) zip.size() / MEBIBYTE),
        RequestBody.fromFile(zip.file()));
  }

  /**
   * Uploads a text.
   *
   * @return its address
   */
  String put(String key, String text) {
    put(key, "s3://%s/%s".formatted(bucket, key), RequestBody.fromString(text));
    return s3.utilities().getUrl(request -> request.bucket(bucket).key(key)).toString();
  }

  private void put(String key, String what, RequestBody content) {
    narrator.change(
        "s3 PutObject " + what,
        () -> {
          try {
            s3.putObject(request -> request.bucket(bucket).key(key), content);
          } catch (NoSuchBucketException e) {
            throw new DeploymentException(
                "there is no bucket %s: make it, or name another with --plugin-bucket"
                    .formatted(bucket),
                e);
          } catch (S3Exception e) {
            throw refused("s3:PutObject", e);
          }
        });
  }

  private boolean isThere(PluginZip zip, String where) {
    narrator.look("s3 HeadObject " + where);
    try {
      s3.headObject(request -> request.bucket(bucket).key(zip.key()));
      return true;
    } catch (S3Exception e) {
      // Without the right to list the bucket, S3 says 403 of what is not there.
      if (e.statusCode() == NOT_FOUND || e.statusCode() == FORBIDDEN) {
        return false;
      }
      throw refused("s3:GetObject", e);
    }
  }

  /** Deletes what was uploaded; keys that are gone already count as deleted. */
  void delete(List<String> keys) {
    for (var key : keys) {
      narrator.change(
          "s3 DeleteObject s3://%s/%s".formatted(bucket, key),
          () -> s3.deleteObject(request -> request.bucket(bucket).key(key)));
    }
  }

  private DeploymentException refused(String right, S3Exception e) {
    return new DeploymentException(
        "S3 refuses bucket %s (%d, %s): it has to be in this region and to allow you %s"
            .formatted(
                bucket,
                e.statusCode(),
                e.awsErrorDetails() == null ? e.getMessage() : e.awsErrorDetails().errorCode(),
                right),
        e);
  }
}
