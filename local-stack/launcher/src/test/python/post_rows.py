# SPDX-License-Identifier: Apache-2.0
"""Posts rows as the two scripts of the original pipeline do, with nothing but Python's standard library.

Usage: post_rows.py BASE_URL USER_ID batch|streaming ROWS

ROWS is a file of lines of JSON: {"part": "pin", "row": {column: value, ...}}, in the order in which they are posted.
The batch script POSTs each row to the Kafka REST proxy behind a stage; the streaming script PUTs each into its stream.
Prints how many answers had each status; ends with 1 if one was not 200.
"""

import base64
import collections
import http.client
import json
import sys
import urllib.parse


def batch(user, number, part, row):
    """One record a request; now and then the row in an array, as some copies of the script send it."""
    value = [row] if number % 10 == 9 else row
    return (
        "POST",
        f"/test/topics/{user}.{part}",
        {"Content-Type": "application/vnd.kafka.json.v2+json"},
        json.dumps({"records": [{"value": value}]}),
    )


def streaming(user, number, part, row):
    """Data is the row mostly; in some copies text of JSON, base64 of it, or an array that holds the row."""
    stream = f"streaming-{user}-{part}"
    text = json.dumps(row)
    data = {7: text, 8: base64.b64encode(text.encode()).decode(), 9: [row]}.get(number % 10, row)
    path = f"/prod/streams/{stream}/record"
    if number % 10 == 6:
        path = "/streams/record?" + urllib.parse.urlencode({"stream-name": stream})
    return (
        "PUT",
        path,
        {"Content-Type": "application/json"},
        json.dumps({"StreamName": stream, "Data": data, "PartitionKey": "partition-1"}),
    )


def main(base, user, script, rows):
    address = urllib.parse.urlsplit(base)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
    request = {"batch": batch, "streaming": streaming}[script]
    statuses = collections.Counter()
    with open(rows, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            post = json.loads(line)
            method, path, headers, body = request(user, number, post["part"], post["row"])
            assert body.isascii()
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            answer = json.loads(response.read())
            statuses[response.status] += 1
            if response.status != 200:
                print(method, path, response.status, answer, file=sys.stderr)
            elif script == "batch":
                assert answer["offsets"][0]["error_code"] is None, answer
            else:
                assert answer["ShardId"].startswith("shardId-"), answer
    print(json.dumps(statuses))
    return 0 if set(statuses) == {200} else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
