-- The most popular category in each age group. Of posts, one row per ind: the newest version. DuckDB.
with c as (
  select age_group, category, count(*) category_count from (select
    case when age between 18 and 24 then '18-24' when age between 25 and 35 then '25-35'
    when age between 36 and 50 then '36-50' when age > 50 then '+50' end age_group, category from posts)
  where age_group is not null and category is not null
  group by age_group, category)
select * from c
where category_count = (select max(category_count) from c d where d.age_group = c.age_group)
order by 1, 2, 3
