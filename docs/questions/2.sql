-- Posts per category per year, 2018 to 2022. Of posts, one row per ind: the newest version. DuckDB.
select year(timestamp) post_year, category, count(*) category_count from posts
where year(timestamp) between 2018 and 2022 and category is not null
group by 1, 2
order by 1, 2, 3
