import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { expect, it } from 'vitest';
import { mongoUser } from '../../contract/stack.ts';
import { startMongo, whyNoMongo } from './mongo.ts';
import { describeNeeding } from './needs.ts';
import { startRedis, whyNoRedis } from './redis.ts';

describeNeeding('peers', [whyNoRedis(), whyNoMongo()], () => {
  it('Redis wants its password and keeps its data over a restart', async () => {
    await using redis = await startRedis();
    const { host, port, password } = redis;
    const stranger = new Redis({ host, port, lazyConnect: true, retryStrategy: () => null });
    stranger.on('error', () => undefined);
    await expect(stranger.get('x')).rejects.toThrow(/NOAUTH/);
    stranger.disconnect();
    const client = new Redis({ host, port, password });
    client.on('error', () => undefined);
    await client.set('x', '1');
    await redis.stop();
    await redis.start();
    expect(await client.get('x')).toBe('1');
    client.disconnect();
  });

  it('Mongo wants its password and keeps its data over a power failure', async () => {
    await using mongo = await startMongo();
    const address = (password: string) =>
      `mongodb://${mongoUser}:${password}@${mongo.host}:${mongo.port}/?authSource=admin`;
    await expect(new MongoClient(address('wrong')).connect()).rejects.toThrow(/[Aa]uthentication failed/);
    const client = await new MongoClient(address(mongo.password)).connect();
    await client.db('x').collection<{ _id: string }>('y').insertOne({ _id: 'z' });
    await mongo.kill();
    await mongo.start();
    expect(await client.db('x').collection<{ _id: string }>('y').findOne({ _id: 'z' })).toEqual({ _id: 'z' });
    await client.close();
  });
});
