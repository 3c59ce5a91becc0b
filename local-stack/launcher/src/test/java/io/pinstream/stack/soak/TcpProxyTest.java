// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinstream.stack.process.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int MOMENT_MILLIS = 300;

  private ServerSocket server;
  private TcpProxy proxy;
  private Socket client;
  private Socket served;

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    proxy = TcpProxy.start(FreePorts.find(1).get(0), server.getLocalPort());
    client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    served = server.accept();
    client.setSoTimeout(PATIENCE_MILLIS);
    served.setSoTimeout(PATIENCE_MILLIS);
  }

  @AfterEach
  void end() throws IOException {
    proxy.close();
    client.close();
    served.close();
    server.close();
  }

  @Test
  void bytesGoBothWaysUntilTheEnd() throws IOException {
    client.getOutputStream().write(7);
    assertThat(served.getInputStream().read()).isEqualTo(7);
    served.getOutputStream().write(8);
    assertThat(client.getInputStream().read()).isEqualTo(8);
    client.close();
    assertThat(served.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void whatIsSentOverALineThatIsCutComesWhenItIsWhole() throws IOException {
    proxy.become(TcpProxy.Line.CUT);
    client.getOutputStream().write(7);
    served.setSoTimeout(MOMENT_MILLIS);
    assertThatThrownBy(() -> served.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    proxy.become(TcpProxy.Line.WHOLE);
    served.setSoTimeout(PATIENCE_MILLIS);
    assertThat(served.getInputStream().read()).isEqualTo(7);
  }

  @Test
  void aLineThatIsCutTellsNobodyOfAnEnd() throws IOException {
    assertThat(proxy.hurt()).isZero();
    proxy.become(TcpProxy.Line.CUT);
    client.close();
    served.setSoTimeout(MOMENT_MILLIS);
    assertThatThrownBy(() -> served.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    assertThat(proxy.hurt()).isEqualTo(1);
    proxy.become(TcpProxy.Line.WHOLE);
    served.setSoTimeout(PATIENCE_MILLIS);
    assertThat(served.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void aSlowLineTakesItsTime() throws IOException {
    proxy.become(TcpProxy.Line.SLOW);
    long began = System.nanoTime();
    var bytes = new byte[32 * 1024];
    client.getOutputStream().write(bytes);
    assertThat(served.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
    assertThat(System.nanoTime() - began).isGreaterThan(300_000_000L);
  }

  @Test
  void aResetEndsWhatIsConnectedAndWhoeverTries() throws IOException {
    proxy.become(TcpProxy.Line.RESETTING);
    assertThatThrownBy(() -> served.getInputStream().read()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
    try (var another = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      another.setSoTimeout(PATIENCE_MILLIS);
      assertThatThrownBy(() -> another.getInputStream().read()).isInstanceOf(IOException.class);
    }
    proxy.become(TcpProxy.Line.WHOLE);
    try (var another = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        var again = server.accept()) {
      another.getOutputStream().write(9);
      assertThat(again.getInputStream().read()).isEqualTo(9);
    }
  }
}
