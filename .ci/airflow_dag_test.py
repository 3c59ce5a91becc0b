"""The daily DAG: imported without a warning, then run for one day by `airflow dags test`."""

import json
import logging
import os
import re
import subprocess
import sys
import urllib.request
import warnings
from datetime import datetime, timezone
from pathlib import Path
from types import SimpleNamespace

import boto3
from moto.server import ThreadedMotoServer

DAY = "2026-11-27"
RUN = "2026-11-28"
BUCKET = "pinstream-test"
DAGS = Path(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])


def check(met, message):
    if not met:
        sys.exit(f"airflow: {message}")


def airflow(*arguments):
    done = subprocess.run(["airflow", *arguments], capture_output=True, text=True)
    check(done.returncode == 0, f"{arguments} failed:\n{done.stdout[-8000:]}\n{done.stderr[-8000:]}")
    return done.stdout + done.stderr


def imports_without_warnings():
    sys.path.insert(0, str(DAGS))
    # Airflow and its providers load here, with whatever warnings they have of their own.
    import airflow.providers.amazon.aws.hooks.s3
    import airflow.providers.amazon.aws.operators.athena  # noqa: F401
    import airflow.sdk  # noqa: F401

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        import pinstream_daily

    return pinstream_daily


def start_aws():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    os.environ.update(
        AWS_ENDPOINT_URL=endpoint,
        AWS_ACCESS_KEY_ID="test",
        AWS_SECRET_ACCESS_KEY="test",
        AWS_DEFAULT_REGION="us-east-1",
        AIRFLOW_CONN_AWS_DEFAULT="aws://",
        AIRFLOW_VAR_PINSTREAM_BUCKET=BUCKET,
    )
    boto3.client("s3").create_bucket(Bucket=BUCKET)
    return server, endpoint


def foresee_results(endpoint):
    """What the first eight queries find: moto runs no SQL."""
    results = [
        {"rows": [{"Data": [{"VarCharValue": cell}]} for cell in ("answer", str(number))], "column_info": []}
        for number in range(1, 9)
    ]
    body = json.dumps({"account_id": "123456789012", "region": "us-east-1", "results": results}).encode()
    request = urllib.request.Request(f"{endpoint}/moto-api/static/athena/query-results", body, {"Content-Type": "application/json"})
    check(urllib.request.urlopen(request).status == 201, "moto took no results")


def queries():
    athena = boto3.client("athena")
    ids = athena.list_query_executions()["QueryExecutionIds"]
    executions = [athena.get_query_execution(QueryExecutionId=one)["QueryExecution"] for one in ids]
    return sorted((one["Query"] for one in executions))


def knows_its_day_without_a_date(daily):
    """A run that somebody triggers has no logical date."""
    run = SimpleNamespace(logical_date=None, run_after=datetime(2026, 3, 1, 9, tzinfo=timezone.utc))
    found = daily.questions.dag.get_template_env().from_string("{{ " + daily.RUN_DAY + " }}").render(dag_run=run)
    check(found == "2026-03-01", f"a run without a date: {found}")


def check_run(daily):
    s3 = boto3.client("s3")
    for number in range(1, 9):
        key = f"answers/{number}/date={DAY}/answer.csv"
        keys = [one["Key"] for one in s3.list_objects_v2(Bucket=BUCKET, Prefix=f"answers/{number}/")["Contents"]]
        check(keys == [key], f"expected {key} alone, found {keys}")
        answer = s3.get_object(Bucket=BUCKET, Key=key)["Body"].read().decode()
        check("answer" in answer, f"{key} holds {answer!r}")
    asked = queries()
    for number in range(1, 9):
        words = daily.statement(number)
        question = (DAGS / "questions" / f"{number}.sql").read_text(encoding="utf-8")
        check(sum(query.endswith(question.strip()) for query in asked) == 1, f"question {number} was not asked once")
        check(question in words, f"question {number} is not its file")
    check(
        all(f"timestamp '{RUN} 00:00:00 UTC'" in query for query in asked if query.startswith("with")),
        "a question asked for another day",
    )
    rest = [query for query in asked if not query.startswith("with")]
    expected = sorted(
        f'{words.format(table)}'
        for table in ("pin", "geo", "user", "post")
        for words in ("OPTIMIZE lake.`{}` REWRITE DATA USING BIN_PACK", "VACUUM lake.`{}`")
    )
    check(rest == expected, f"maintenance: expected {expected}, found {rest}")
    check(not any(re.search(r"{{|}}", query) for query in asked), "a template was not filled in")


logging.getLogger("werkzeug").setLevel(logging.ERROR)
daily = imports_without_warnings()
knows_its_day_without_a_date(daily)
server, endpoint = start_aws()
airflow("db", "migrate")
errors = airflow("dags", "list-import-errors")
check("No data found" in errors, f"import errors:\n{errors}")
foresee_results(endpoint)
airflow("dags", "test", "pinstream_daily", RUN)
check_run(daily)
server.stop()
print("airflow: pinstream_daily ran: 8 questions, 4 tables kept")
