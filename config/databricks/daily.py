# Databricks notebook source
# MAGIC %md
# MAGIC # Each day
# MAGIC Writes the answers of one day below `answers`, as `<question>/date=<day>/` in CSV with a header. The job of
# MAGIC `databricks.yml` gives it one `question` a task. Run again, it writes over what is there.

# COMMAND ----------

# MAGIC %run ./lake

# COMMAND ----------

dbutils.widgets.text("answers", "", "Where to: s3://<bucket>/answers")
dbutils.widgets.text("question", "", "One question's number; empty: all eight")

# COMMAND ----------

answers = dbutils.widgets.get("answers")
if not day or not answers:
    raise ValueError("Give the widgets date (yesterday, or 2026-11-27) and answers (s3://<bucket>/answers): both are empty by default.")
asked = dbutils.widgets.get("question")
for number in [int(asked)] if asked else range(1, 9):
    answer = spark.table(f"question_{number}").coalesce(1)
    # As RFC 4180 has it, and with the blanks around a name: Spark leaves both out unless told.
    as_it_is = {"header": True, "escape": '"', "ignoreLeadingWhiteSpace": False, "ignoreTrailingWhiteSpace": False}
    answer.write.mode("overwrite").options(**as_it_is).csv(f"{answers}/{number}/date={day}")
