// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Whether the address at which other instances are to ask this one leads them here. A loopback
 * address, 127.0.1.1 among them, which some systems give their own name, leads each to itself.
 */
final class AdvertisedAddress {
  private final HostInfo address;

  /**
   * An address.
   *
   * @param applicationServer host:port
   */
  AdvertisedAddress(String applicationServer) {
    this.address = HostInfo.buildFromEndpoint(applicationServer);
  }

  /** Whether it leads whoever asks to his own machine. */
  boolean isLoopback() {
    try {
      return InetAddress.getByName(address.host()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * What is wrong with it, given where other instances run.
   *
   * @param members the hosts of the group's members as the brokers see them, such as {@code
   *     /10.0.0.7}
   */
  Optional<String> problem(Collection<String> members) {
    TreeSet<String> elsewhere = new TreeSet<>();
    for (String member : members) {
      String host = member.startsWith("/") ? member.substring(1) : member;
      if (!isHere(host)) {
        elsewhere.add(host);
      }
    }
    if (elsewhere.isEmpty() || !isLoopback()) {
      return Optional.empty();
    }
    return Optional.of(
        "application.server is "
            + address.host()
            + ":"
            + address.port()
            + ", which leads other machines to themselves, and instances run at "
            + String.join(", ", elsewhere)
            + ": none could answer for all. Set http.instance.secret, the same for all, and"
            + " http.host=0.0.0.0, or application.server to an address of this machine that the"
            + " others reach.");
  }

  private static boolean isHere(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException | SocketException e) {
      return false;
    }
  }
}
