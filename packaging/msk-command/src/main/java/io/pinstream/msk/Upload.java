// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.util.Locale;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The plugin zips and the template in the user's bucket, in a folder for each stack. */
final class Upload {
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final long MEBIBYTE = 1 << 20;

  private final S3Client s3;
  private final String bucket;
  private final String folder;
  private final DryRunGate gate;

  Upload(S3Client s3, String bucket, String stack, DryRunGate gate) {
    this.s3 = s3;
    this.bucket = bucket;
    this.folder = "pinstream/%s/".formatted(stack);
    this.gate = gate;
  }

  /**
   * Uploads a zip, unless it is there already.
   *
   * @return its key
   */
  String put(PluginZip zip) {
    var key = folder + zip.hash() + ".zip";
    var where = "s3://%s/%s".formatted(bucket, key);
    if (isThere(key, where)) {
      gate.say("%s is there already".formatted(where));
    } else {
      put(
          key,
          String.format(
              Locale.ROOT,
              "%s (%s, %.1f MiB)",
              where,
              zip.file().getFileName(),
              (double) zip.size() / MEBIBYTE),
          RequestBody.fromFile(zip.file()));
    }
    return key;
  }

  /**
   * Uploads the template, which is larger than CloudFormation takes in a call.
   *
   * @return its address
   */
  String putTemplate(String template) {
    var key = folder + "template.json";
    put(key, "s3://%s/%s".formatted(bucket, key), RequestBody.fromString(template));
    return s3.utilities().getUrl(request -> request.bucket(bucket).key(key)).toString();
  }

  private void put(String key, String what, RequestBody content) {
    gate.change(
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

  private boolean isThere(String key, String where) {
    gate.look("s3 HeadObject " + where);
    try {
      s3.headObject(request -> request.bucket(bucket).key(key));
      return true;
    } catch (S3Exception e) {
      // Without the right to list the bucket, S3 says 403 of what is not there.
      if (e.statusCode() == NOT_FOUND || e.statusCode() == FORBIDDEN) {
        return false;
      }
      throw refused("s3:GetObject", e);
    }
  }

  /** Deletes all that was ever uploaded for the stack. */
  void deleteAll() {
    gate.look("s3 ListObjectsV2 s3://%s/%s".formatted(bucket, folder));
    try {
      s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(folder))
          .contents()
          .forEach(
              object ->
                  gate.change(
                      "s3 DeleteObject s3://%s/%s".formatted(bucket, object.key()),
                      () -> s3.deleteObject(request -> request.bucket(bucket).key(object.key()))));
    } catch (NoSuchBucketException e) {
      gate.say("there is no bucket %s any more".formatted(bucket));
    } catch (S3Exception e) {
      throw refused("s3:ListBucket and s3:DeleteObject", e);
    }
  }

  private DeploymentException refused(String right, S3Exception e) {
    return new DeploymentException(
        "S3 refuses bucket %s (%s, %s): it has to be in this region and to allow you %s"
            .formatted(
                bucket,
                e.statusCode(),
                e.awsErrorDetails() == null ? e.getMessage() : e.awsErrorDetails().errorCode(),
                right),
        e);
  }
}
