-- The most popular category in each country, ties included.
select country, category, category_count
from (
  select
    country,
    category,
    count(*) as category_count,
    rank() over (partition by country order by count(*) desc) as place
  from posts
  where country is not null and category is not null
  group by country, category
) ranked
where place = 1
order by country, category, category_count
