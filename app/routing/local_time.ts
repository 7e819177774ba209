export * from '#shared/local_time'
