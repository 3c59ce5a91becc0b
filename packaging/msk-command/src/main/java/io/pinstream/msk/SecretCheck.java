// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Whether the database's secret can be read, and holds what the source looks for in it. */
final class SecretCheck {
  private static final List<String> KEYS = List.of("username", "password");

  private SecretCheck() {}

  /** Reads the secret; prints nothing of it. */
  static List<Finding> run(SecretsManagerClient secrets, String name) {
    var what = "secret %s: secretsmanager:GetSecretValue".formatted(name);
    String content;
    try {
      content = secrets.getSecretValue(request -> request.secretId(name)).secretString();
    } catch (SdkException e) {
      return List.of(
          Finding.bad(
              what,
              "%s. Is that its name and the region right, is the right there, and kms:Decrypt with a key of your own?"
                  .formatted(e.getMessage())));
    }
    var findings = new ArrayList<Finding>();
    findings.add(Finding.good(what));
    for (var key : KEYS) {
      var whatOfIt = "secret %s: the key %s".formatted(name, key);
      findings.add(
          holds(content, key)
              ? Finding.good(whatOfIt)
              : Finding.bad(
                  whatOfIt,
                  "it is not there: the secret has to be a JSON object with the keys username and password"));
    }
    return findings;
  }

  private static boolean holds(String content, String key) {
    try {
      return content != null && new ObjectMapper().readTree(content).path(key).isTextual();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
