"""Asks the eight questions of the day before on Athena, and keeps the lake's Iceberg tables fast.

Each question is a task. Its answer is that of the posts as they were at the end of the day (UTC), and goes to
s3://<pinstream_bucket>/answers/<question>/date=<day>/answer.csv: asked again, for instance by a retry, it is written
over. The SQL is that of config/questions, in the folder `questions` beside this file. Nothing waits for a lake that
lags: what the app joins or the sink commits more than a quarter of an hour after midnight is missing from the day's
answer. Run the day again for it.

Airflow variables: pinstream_bucket, the lake's bucket; pinstream_database, its Glue database (lake);
pinstream_workgroup, who pays for the queries (primary). The connection aws_default is Airflow's own.
"""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from airflow.providers.amazon.aws.hooks.s3 import S3Hook
from airflow.providers.amazon.aws.operators.athena import AthenaOperator
from airflow.sdk import DAG, TaskGroup

QUESTIONS = Path(__file__).with_name("questions")
NUMBERS = range(1, 9)
TABLES = ("pin", "geo", "user", "post")

# The day of the run; one that was triggered without a date has that on which it was due.
RUN_DAY = "(dag_run.logical_date or dag_run.run_after) | ds"
DATABASE = "{{ var.value.get('pinstream_database', 'lake') }}"
ATHENA = {
    "database": DATABASE,
    "output_location": "s3://{{ var.value.pinstream_bucket }}/athena-results/",
    "workgroup": "{{ var.value.get('pinstream_workgroup', 'primary') }}",
    "sleep_time": 5,
}
AGAIN = {"retries": 30, "retry_delay": timedelta(seconds=30), "retry_exponential_backoff": False}


def statement(number):
    """One statement that answers a question as at the end of the day before the run."""
    posts = QUESTIONS.joinpath("posts.sql").read_text(encoding="utf-8")
    question = QUESTIONS.joinpath(f"{number}.sql").read_text(encoding="utf-8")
    return (
        f'with post as (\nselect * from "{DATABASE}".post\n'
        f"where kafka_timestamp < timestamp '{{{{ {RUN_DAY} }}}} 00:00:00 UTC'),\n"
        f"posts as (\n{posts})\n{question}"
    )


class AnswerOperator(AthenaOperator):
    """Runs a query and puts its one result file where the answer belongs, over an earlier one."""

    template_fields = (*AthenaOperator.template_fields, "answer_bucket", "answer_key")

    def __init__(self, *, answer_bucket, answer_key, **kwargs):
        super().__init__(**kwargs)
        self.answer_bucket = answer_bucket
        self.answer_key = answer_key

    def execute(self, context):
        query_id = super().execute(context)
        S3Hook(aws_conn_id=self.aws_conn_id).copy_object(
            source_bucket_key=self.hook.get_output_location(query_id),
            dest_bucket_key=f"s3://{self.answer_bucket}/{self.answer_key}",
            # A bucket whose owner owns every object refuses a copy that names an ACL.
            acl_policy="no-acl",
        )
        return f"s3://{self.answer_bucket}/{self.answer_key}"


with DAG(
    dag_id="pinstream_daily",
    description="The eight questions of the day before, and the lake's maintenance",
    # A quarter of an hour for the day's last records to be committed by the sink.
    schedule="15 0 * * *",
    start_date=datetime(2025, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,
    default_args={
        "retries": 3,
        "retry_delay": timedelta(minutes=2),
        "retry_exponential_backoff": True,
        "execution_timeout": timedelta(hours=1),
    },
    doc_md=__doc__,
    tags=["pinstream"],
):
    with TaskGroup("questions") as questions:
        for number in NUMBERS:
            AnswerOperator(
                task_id=f"question_{number}",
                query=statement(number),
                answer_bucket="{{ var.value.pinstream_bucket }}",
                answer_key=f"answers/{number}/date={{{{ macros.ds_add({RUN_DAY}, -1) }}}}/answer.csv",
                **ATHENA,
            )

    # After the questions: nothing is rewritten under their eyes. VACUUM expires snapshots and removes orphan files. Each
    # does so many files a time and fails if there are more: it asks to be run again, which its retries do. Athena wants
    # backticks, and around the table's name alone; `user` is a reserved word.
    with TaskGroup("maintenance") as maintenance:
        for table in TABLES:
            optimize = AthenaOperator(
                task_id=f"optimize_{table}",
                query=f"OPTIMIZE {DATABASE}.`{table}` REWRITE DATA USING BIN_PACK",
                **AGAIN,
                **ATHENA,
            )
            vacuum = AthenaOperator(
                task_id=f"vacuum_{table}", query=f"VACUUM {DATABASE}.`{table}`", **AGAIN, **ATHENA
            )
            optimize >> vacuum

    questions >> maintenance
