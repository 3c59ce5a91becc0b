-- The most popular category in each country. Of posts, one row per ind: the newest version. DuckDB.
with c as (
  select country, category, count(*) category_count from posts
  where country is not null and category is not null
  group by country, category)
select * from c
where category_count = (select max(category_count) from c d where d.country = c.country)
order by 1, 2, 3
