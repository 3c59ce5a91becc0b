"""Runs the notebooks in config/databricks, cell by cell, with the real PySpark; `dbutils.widgets` is a dictionary here."""

import csv
import json
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import yaml
from databricks.bundles.core import Variable
from databricks.bundles.jobs import Job
from pyspark.sql import SparkSession

NOTEBOOKS = Path("config/databricks").resolve()
# As real ones are: with blanks around them, and with what CSV has to escape.
NAME = ' Ann "A", B  '


def check(met, message):
    if not met:
        sys.exit(f"notebooks: {message}")


class Widgets:
    def __init__(self, given):
        self.values = dict(given)
        self.declared = set()

    def text(self, name, default, label=""):
        self.declared.add(name)
        self.values.setdefault(name, default)

    def get(self, name):
        return self.values[name]


def cells(notebook):
    """The notebook's cells: Python or SQL as they are, others by their magic word."""
    comment = "#" if notebook.suffix == ".py" else "--"
    header = f"{comment} Databricks notebook source\n"
    source = notebook.read_text(encoding="utf-8")
    check(source.startswith(header), f"{notebook} does not begin with {header!r}")
    magic = f"{comment} MAGIC "
    for cell in source.removeprefix(header).split(f"\n{comment} COMMAND ----------\n"):
        cell = cell.strip()
        if cell.startswith(magic):
            yield cell.removeprefix(magic).split()[0], cell.replace(magic, "")
        else:
            yield "%python" if comment == "#" else "%sql", cell


def run(name, scope):
    notebook = next(NOTEBOOKS.glob(f"{name}.*"))
    shown = []
    for kind, cell in cells(notebook):
        if kind == "%run":
            run(cell.split()[1].removeprefix("./"), scope)
        elif kind == "%sql":
            shown.append([row.asDict() for row in scope["spark"].sql(cell).collect()])
        elif kind == "%python":
            exec(compile(cell, str(notebook), "exec"), scope)
    return shown


def post(index, offset, time, **fields):
    row = {"ind": index, "deleted": False, "kafka_partition": 0, "kafka_offset": offset, "kafka_timestamp": time}
    return json.dumps({**row, **fields})


def write_objects(folder):
    """Three posts, one of which moves and one of which is deleted on the second day."""
    first, second = 1795651200000, 1795737600000  # noon of 2026-11-26 and 2026-11-27
    common = {"poster_name": NAME, "timestamp": "2019-12-31T23:59:59Z", "user_name": "A", "age": 50, "date_joined": "2016-01-01T00:00:00Z"}
    objects = folder / "topics/u.post/partition=0"
    objects.mkdir(parents=True)
    objects.joinpath("u.post+0+0000000000.json").write_text(
        "\n".join(post(i, i, first, country="Chad", category="art", follower_count=10 * i, **common) for i in (1, 2, 3))
    )
    objects.joinpath("u.post+0+0000000004.json").write_text(
        "\n".join(
            (
                post(1, 4, second, country="Peru", category="travel", follower_count=15, **common),
                json.dumps({"ind": 2, "deleted": True, "kafka_partition": 0, "kafka_offset": 5, "kafka_timestamp": second}),
            )
        )
    )
    return folder / "topics/u.post"


folder = Path(tempfile.mkdtemp())
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false").config("spark.sql.shuffle.partitions", "2").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
given = {"objects": str(write_objects(folder)), "questions": str(NOTEBOOKS / "../questions")}


def scope(**widgets):
    return {"spark": spark, "dbutils": SimpleNamespace(widgets=Widgets({**given, **widgets}))}


answers = run("questions", scope())
check(len(answers) == 10, f"questions.sql shows {len(answers)} results, not 10")
expected = [
    {"country": "Chad", "category": "art", "category_count": 1},
    {"country": "Peru", "category": "travel", "category_count": 1},
]
check(answers[0] == expected, f"question 1: expected {expected}, found {answers[0]}")
check(all(answers), f"a question has no rows: {answers}")

run("daily", scope(date="2026-11-26", answers=str(folder / "answers")))
written = list(folder.glob("answers/*/date=2026-11-26/*.csv"))
check(len(written) == 8, f"daily.py wrote {written}")
with next(folder.glob("answers/1/date=2026-11-26/*.csv")).open() as file:
    rows = list(csv.DictReader(file))
check(rows == [{"country": "Chad", "category": "art", "category_count": "3"}], f"question 1 of 2026-11-26: {rows}")
with next(folder.glob("answers/3/date=2026-11-26/*.csv")).open() as file:
    names = {name for row in csv.DictReader(file) for name in row.values()}
check(NAME in names, f"question 3 of 2026-11-26 names nobody {NAME!r}: {names}")
run("daily", scope(date="yesterday", answers=str(folder / "answers")))

# The job, read by Databricks' own library, and its tasks as a run of 2026-11-27 has them.
bundle = yaml.safe_load((NOTEBOOKS / "databricks.yml").read_text(encoding="utf-8"))
job = Job.from_dict(bundle["resources"]["jobs"]["pinstream_daily"])
(task,) = job.tasks
question = task.for_each_task.task
check((NOTEBOOKS / question.notebook_task.notebook_path).is_file(), f"no notebook {question.notebook_task.notebook_path}")
filled = {"job.trigger.time.iso_date": "2026-11-27", "var.answers": str(folder / "job"), "var.table": "", "var.objects": given["objects"]}
for number in json.loads(task.for_each_task.inputs):
    parameters = {
        name: text.value if isinstance(text, Variable) else text for name, text in question.notebook_task.base_parameters.items()
    }
    for name, value in {**filled, "input": str(number)}.items():
        parameters = {key: text.replace("{{%s}}" % name, value).replace("${%s}" % name, value) for key, text in parameters.items()}
    task_scope = scope(**parameters)
    run("daily", task_scope)
    check(set(parameters) <= set(task_scope["dbutils"].widgets.declared), f"a parameter of {parameters} is no widget")
for number in range(1, 9):
    (one,) = folder.glob(f"job/{number}/date=2026-11-26/*.csv")
    (same,) = folder.glob(f"answers/{number}/date=2026-11-26/*.csv")
    check(one.read_text() == same.read_text(), f"the job's answer {number} differs")
print("notebooks: lake, questions and daily ran on PySpark", spark.version, "and the job's tasks too")
