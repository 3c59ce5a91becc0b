# Databricks notebook source
# MAGIC %md
# MAGIC # Each day
# MAGIC Writes the answers of one day below `answers`, as `<question>/date=<day>/` in CSV with a header. A scheduled
# MAGIC job gives it `date` = `yesterday`. Run again, it writes over what is there.

# COMMAND ----------

# MAGIC %run ./lake

# COMMAND ----------

dbutils.widgets.text("answers", "", "Where to: s3://<bucket>/answers")

# COMMAND ----------

answers = dbutils.widgets.get("answers")
if not day or not answers:
    raise ValueError("Give the widgets date (yesterday, or 2026-11-27) and answers (s3://<bucket>/answers): both are empty by default.")
for number in range(1, 9):
    answer = spark.table(f"question_{number}").coalesce(1)
    answer.write.mode("overwrite").option("header", True).csv(f"{answers}/{number}/date={day}")
