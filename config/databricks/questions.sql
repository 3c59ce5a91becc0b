-- Databricks notebook source
-- MAGIC %md
-- MAGIC # The eight questions
-- MAGIC Each is a file in `config/questions`, which `./lake` makes a view of.

-- COMMAND ----------

-- MAGIC %run ./lake

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## 1. The most popular category in each country

-- COMMAND ----------

select * from question_1

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## 2. Posts per category per year, 2018 to 2022

-- COMMAND ----------

select * from question_2

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ... and which category led each year

-- COMMAND ----------

select post_year, category, category_count
from (
  select *, rank() over (partition by post_year order by category_count desc) as place
  from question_2
)
where place = 1
order by post_year, category

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## 3. The poster with the most followers in each country

-- COMMAND ----------

select * from question_3

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ... and the country whose poster has most

-- COMMAND ----------

select country, poster_name, follower_count
from question_3
where follower_count = (select max(follower_count) from question_3)
order by country, poster_name

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## 4. The most popular category in each age group

-- COMMAND ----------

select * from question_4

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## 5. The median follower count of each age group

-- COMMAND ----------

select * from question_5

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## 6. How many users joined in each year, 2015 to 2020

-- COMMAND ----------

select * from question_6

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## 7. The median follower count by the year the user joined, 2015 to 2020

-- COMMAND ----------

select * from question_7

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## 8. The median follower count by age group and the year the user joined, 2015 to 2020

-- COMMAND ----------

select * from question_8
