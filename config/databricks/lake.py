# Databricks notebook source
# MAGIC %md
# MAGIC # The lake
# MAGIC Makes the views `post` (every version of every post), `posts` (the posts as they are) and `question_1` to `question_8`,
# MAGIC of the SQL files in `config/questions`. Other notebooks begin with `%run ./lake`. Nothing is mounted: the tables are
# MAGIC read through the catalog, the objects by their S3 address, which a Unity Catalog external location gives access to.

# COMMAND ----------

dbutils.widgets.text("table", "lake.post", "Iceberg table: [catalog.]database.table of Glue or Unity Catalog")
dbutils.widgets.text("objects", "", "or Confluent's JSON objects: s3://<bucket>/topics/<user.id>.post")
dbutils.widgets.text("date", "", "As at the end of this day (UTC), of yesterday, or of the day 'before 2026-11-28'; empty: as it is now")
dbutils.widgets.text("questions", "../questions", "Folder of the SQL files")

# COMMAND ----------

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

spark.conf.set("spark.sql.session.timeZone", "UTC")

objects = dbutils.widgets.get("objects")
if objects:
    columns = """
        ind bigint, unique_id string, title string, description string, follower_count bigint, poster_name string,
        tag_list string, is_image_or_video string, image_src string, save_location string, category string,
        country string, coordinates array<double>, timestamp timestamp, user_name string, age int, date_joined timestamp,
        deleted boolean, kafka_partition int, kafka_offset bigint, kafka_timestamp bigint"""
    versions = spark.read.schema(columns).json(f"{objects}/*/*.json")
    versions = versions.selectExpr(
        "* except (kafka_timestamp)", "timestamp_millis(kafka_timestamp) as kafka_timestamp"
    )
else:
    versions = spark.table(dbutils.widgets.get("table"))

# COMMAND ----------

day = dbutils.widgets.get("date")
if day == "yesterday":
    day = str(datetime.now(timezone.utc).date() - timedelta(days=1))
if day.startswith("before "):
    day = str(date.fromisoformat(day.removeprefix("before ")) - timedelta(days=1))
if day:
    end = date.fromisoformat(day) + timedelta(days=1)
    versions = versions.where(f"kafka_timestamp < timestamp '{end} 00:00:00 UTC'")
versions.createOrReplaceTempView("post")

# COMMAND ----------

folder = Path(dbutils.widgets.get("questions"))
for name, file in [("posts", "posts"), *((f"question_{n}", str(n)) for n in range(1, 9))]:
    query = folder.joinpath(f"{file}.sql").read_text(encoding="utf-8")
    spark.sql(f"create or replace temporary view {name} as\n{query}")
